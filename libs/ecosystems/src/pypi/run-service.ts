import { existsSync } from 'node:fs';
import { copyFile, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { PackagesError } from '@ameideio/version-manifest';
import type { InstallRequest, Program, ServiceRequest } from '../ecosystem.ts';
import { copyProject } from '../history/copy-project.ts';
import { LOCK, withWheelsAlone } from './lock.ts';
import { type Uv, uvClient } from './uv.ts';

/** Builds or tests a copy of the service outside the repository, in an environment made from the lock alone. */
export async function runPypiService(request: ServiceRequest): Promise<void> {
  const { workspaceRoot, service, task, resolved, pins, output, scratch } = request;
  const copy = path.join(scratch, 'service');
  await copyProject(workspaceRoot, path.relative(workspaceRoot, service), copy);
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
      await uv.program(python, copy, ['-m', 'pytest']);
      return;
  }
}

/** Installs a service's wheel in an environment made from the lock that stands beside it. */
export async function installPypiService(request: InstallRequest): Promise<Program> {
  const { project, built, scratch } = request;
  const { uv, python } = await environmentOf(request, path.join(built, LOCK));
  const wheels = (await readdir(built)).filter((file) => file.endsWith('.whl'));
  const files = wheels.map((file) => path.join(built, file));
  await uv.run(scratch, 'pip', 'install', '--python', python, '--no-deps', '--offline', ...files);
  const program = path.join(path.dirname(python), project);
  if (existsSync(program)) return { command: [program], cwd: scratch };
  const what = `The wheel of ${project} installs no program "${project}"`;
  throw new PackagesError(
    'SERVICE_NOT_STARTABLE',
    `${what}. Let [project.scripts] of its pyproject.toml have it.`,
  );
}

/**
 * An environment made from a lock, which stays in it, so that what runs there can tell what it was made from. The cache
 * is the consumers' own and stays: the lock's hashes say what may come out of it.
 */
async function environmentOf(
  { workspaceRoot, pins, registry, scratch, log }: Omit<InstallRequest, 'built'>,
  lock: string,
): Promise<{ uv: Uv; python: string }> {
  const uv = await uvClient({
    index: registry,
    home: path.join(scratch, 'home'),
    cache: path.join(workspaceRoot, 'tmp', 'consumers', 'uv-cache'),
    log,
  });
  const environment = path.join(scratch, 'environment');
  const python = await uv.venv(environment);
  // The cache may remember an index from before an SDK's newest version.
  const refreshed = pins.flatMap(({ name }) => ['--refresh-package', name]);
  await uv.fetch(scratch, 'pip', 'sync', '--python', python, '--require-hashes', ...refreshed, lock);
  await copyFile(lock, path.join(environment, LOCK));
  return { uv, python };
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
