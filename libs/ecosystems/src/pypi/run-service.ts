import path from 'node:path';
import type { ServiceRequest } from '../ecosystem.ts';
import { copyProject } from '../history/copy-project.ts';
import { LOCK } from './lock.ts';
import { type Uv, uvClient } from './uv.ts';

/**
 * Builds or tests a copy of the service outside the repository, in an environment made from the lock alone. The cache
 * is the consumers' own and stays: the lock's hashes say what may come out of it.
 */
export async function runPypiService(request: ServiceRequest): Promise<void> {
  const { workspaceRoot, service, task, resolved, pins, registry, output, scratch, log } = request;
  const copy = path.join(scratch, 'service');
  await copyProject(workspaceRoot, path.relative(workspaceRoot, service), copy);
  const uv = await uvClient({
    index: registry,
    home: path.join(scratch, 'home'),
    cache: path.join(workspaceRoot, 'tmp', 'consumers', 'uv-cache'),
    log,
  });
  const python = await uv.venv(path.join(scratch, 'environment'));
  // The cache may remember an index from before an SDK's newest version.
  const refreshed = pins.flatMap(({ name }) => ['--refresh-package', name]);
  await uv.fetch(
    scratch,
    'pip',
    'sync',
    '--python',
    python,
    '--require-hashes',
    ...refreshed,
    path.join(resolved, LOCK),
  );
  switch (task) {
    case 'build':
      if (output !== undefined) await build(uv, python, copy, output);
      return;
    case 'test':
      await uv.program(python, copy, ['-m', 'pytest']);
      return;
  }
}

/**
 * A wheel, built by what the environment holds and no network, and each source compiled: a wheel takes in what does not
 * even parse.
 */
async function build(uv: Uv, python: string, copy: string, output: string): Promise<void> {
  const locked = ['--python', python, '--no-build-isolation', '--no-sources', '--offline'];
  await uv.run(copy, 'build', '--wheel', ...locked, '--no-create-gitignore', '--out-dir', output);
  await uv.program(python, copy, ['-m', 'compileall', '-q', '.']);
}
