import { copyFile, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ResolveRequest } from '../ecosystem.ts';
import { partsToResolve } from './dependency-groups.ts';
import { LOCK } from './lock.ts';
import { parseStatedRequirements } from './manifest.ts';
import { PYPROJECT, readPyproject } from './pyproject.ts';
import { parseRequirement } from './requirement.ts';
import { withStrongHashes } from './strong-hashes.ts';
import { PYTHON, uvClient } from './uv.ts';

/**
 * Resolves the requirements of a service's build and test, including its build backend, for this machine's interpreter.
 * Each SDK is overridden by its exact version: a snapshot sorts below its base, so no range selects it. Works on a copy
 * of the manifest, so that uv reads nothing beside or above it. The cache is empty, because an old one may hold an
 * index without the new version.
 */
export async function resolvePypi({
  service,
  pins,
  registry,
  clientAccess,
  output,
  scratch,
  log,
}: ResolveRequest): Promise<void> {
  const pyproject = await readPyproject(service);
  const stated = parseStatedRequirements(pyproject);
  // An override replaces the whole requirement, including its extras.
  const overrides = pins.map(({ name, version }) => {
    const extras = new Set(stated.filter((one) => one.name === name).flatMap((one) => one.extras));
    return `${name}[${[...extras].join(',')}]==${version}\n`;
  });
  // uv's own backend is built in.
  const backend = pyproject['build-system'].requires.filter(
    (text) => parseRequirement(text)?.name !== 'uv-build',
  );
  await writeFile(path.join(scratch, PYPROJECT), pyproject.text);
  await writeFile(path.join(scratch, 'backend.txt'), backend.join('\n'));
  await writeFile(path.join(scratch, 'overrides.txt'), overrides.join(''));
  const lock = path.join(output, LOCK);
  // uv prefers the versions of the lock that it overwrites. A service without a committed lock has no preferences.
  await copyFile(path.join(service, LOCK), lock).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
  const uv = await uvClient({
    index: clientAccess,
    home: path.join(scratch, 'home'),
    cache: path.join(scratch, 'uv-cache'),
    log,
  });
  const { groups, extras } = partsToResolve(
    pyproject,
    pins.map(({ name }) => name),
  );
  const parts = [
    ...groups.flatMap((group) => ['--group', group]),
    ...extras.flatMap((extra) => ['--extra', extra]),
  ];
  const form = ['--generate-hashes', '--no-emit-index-url', '--no-header', '--no-annotate', '--quiet'];
  await uv.fetch(
    scratch,
    ...['pip', 'compile', '--python', PYTHON, '--no-sources', '--overrides', 'overrides.txt'],
    ...[...parts, ...form, '--output-file', lock, PYPROJECT, 'backend.txt'],
  );
  await writeFile(lock, await withStrongHashes(await readFile(lock, 'utf8'), pins, registry));
}
