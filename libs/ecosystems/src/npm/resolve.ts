import { existsSync } from 'node:fs';
import { copyFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { PackagesError } from '@ameideio/version-manifest';
import type { ResolveRequest } from '../ecosystem.ts';
import { copyProject } from '../sources/copy-project.ts';
import { entriesOf, LOCK, type Lock, readLock, thirdPartiesOf } from './lock.ts';
import { consumerClient } from './npm-client.ts';
import { PACKAGE_JSON, type PackageJsonFile, readPackageJson, requirementsOf } from './package-json.ts';
import { pinSdks } from './pinned.ts';
import { withStrongDigests } from './strong-digests.ts';

/** Writes a package.json with the pins, and the lock that npm makes of it, in a copy outside the repository. */
export async function resolveNpm(request: ResolveRequest): Promise<void> {
  const { workspaceRoot, service, inputs, pins, output, scratch } = request;
  const copy = await copyProject({ workspaceRoot, folder: service, inputs }, path.join(scratch, 'copy'));
  const packageJson = await readPackageJson(service);
  await writeJson(path.join(copy, PACKAGE_JSON), pinSdks(packageJson.content, pins));
  const sdks = pins.map(({ name }) => name);
  if (existsSync(path.join(copy, LOCK)))
    await writeJson(path.join(copy, LOCK), thirdPartiesOf((await readLock(copy)).content, sdks));

  const npm = await consumerClient(request);
  await npm.fetch(copy, 'install', '--package-lock-only', '--ignore-scripts');
  const lock = (await readLock(copy)).content;
  checkFromRegistry(workspaceRoot, packageJson, lock);
  await copyFile(path.join(copy, PACKAGE_JSON), path.join(output, PACKAGE_JSON));
  await writeJson(path.join(output, LOCK), await withStrongDigests(lock, pins, request.registry));
}

/** In a lock without the registry's addresses, each remaining address is a path, a repository or another host. */
function checkFromRegistry(workspaceRoot: string, packageJson: PackageJsonFile, lock: Lock): void {
  const elsewhere = entriesOf(lock).filter(({ resolved }) => resolved !== undefined);
  if (elsewhere.length === 0) return;
  const requirements = requirementsOf(packageJson);
  const lines = elsewhere.map(({ name, resolved }) => {
    const line = requirements.find((requirement) => requirement.name === name)?.line ?? 1;
    return `${path.relative(workspaceRoot, packageJson.file)}:${line} leads to ${name} from ${resolved}`;
  });
  const fault = `${lines.join('\n')}. Services build against the registries alone: remove it.`;
  throw new PackagesError('SOURCE_FORBIDDEN', fault);
}

async function writeJson(file: string, value: unknown): Promise<void> {
  await writeFile(file, `${JSON.stringify(value, null, 2)}\n`);
}
