import { copyFile, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ServiceRequest } from '../ecosystem.ts';
import { copyProject } from '../sources/copy-project.ts';
import { LOCK, withWheelsAlone } from './lock.ts';
import { RUN_TESTS } from './run-tests.ts';
import { environmentOf } from './service-environment.ts';
import type { Uv } from './uv.ts';

/** Builds or tests a copy of the service outside the repository, in an environment made from the lock alone. */
export async function runPypiService(request: ServiceRequest): Promise<void> {
  const { workspaceRoot, service, inputs, task, resolved, pins, output, scratch } = request;
  const copy = await copyProject({ workspaceRoot, folder: service, inputs }, path.join(scratch, 'copy'));
  const lock = path.join(scratch, LOCK);
  await writeFile(lock, withWheelsAlone(await readFile(path.join(resolved, LOCK), 'utf8'), pins));
  const { uv, python } = await environmentOf(request, lock);
  switch (task) {
    case 'build':
      if (output === undefined) return;
      await build(uv, python, copy, output);
      await copyFile(lock, path.join(output, LOCK));
      return;
    case 'test':
      await uv.program(python, copy, ['-P', RUN_TESTS, 'with-folder']);
      return;
  }
}

/**
 * Builds a wheel from what the environment holds, without network, and compiles each source. Building alone accepts
 * even a source that can't be parsed.
 */
async function build(uv: Uv, python: string, copy: string, output: string): Promise<void> {
  const locked = ['--python', python, '--no-build-isolation', '--no-sources', '--offline'];
  await uv.run(copy, 'build', '--wheel', ...locked, '--no-create-gitignore', '--out-dir', output);
  await uv.program(python, copy, ['-m', 'compileall', '-q', '.']);
}
