import { existsSync } from 'node:fs';
import { copyFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { PackagesError } from '@ameideio/version-manifest';
import type { ResolveRequest } from '../ecosystem.ts';
import { entriesOf, LOCK, readLock, thirdPartiesOf } from './lock.ts';
import { consumerClient } from './npm-client.ts';
import { PACKAGE_JSON, readPackageJson } from './package-json.ts';
import { pinned } from './pinned.ts';
import { copyService } from './service-copy.ts';

/** Writes a package.json with the pins and the lock that npm makes of it, in a copy outside the repository. */
export async function resolveNpm(request: ResolveRequest): Promise<void> {
  const { workspaceRoot, service, pins, output, scratch } = request;
  const copy = path.join(scratch, 'service');
  await copyService(workspaceRoot, service, copy);
  const { file, content } = await readPackageJson(service);
  await writeJson(path.join(copy, PACKAGE_JSON), pinned(content, pins));
  const sdks = pins.map(({ name }) => name);
  if (existsSync(path.join(copy, LOCK)))
    await writeJson(path.join(copy, LOCK), thirdPartiesOf((await readLock(copy)).content, sdks));

  const npm = await consumerClient(request);
  await npm.run(copy, 'install', '--package-lock-only', '--ignore-scripts');

  const elsewhere = entriesOf((await readLock(copy)).content).filter(
    ({ resolved }) => resolved !== undefined,
  );
  if (elsewhere.length > 0) {
    const lines = elsewhere.map(({ name, resolved }) => `${file} leads to ${name} from ${resolved}`);
    throw new PackagesError(
      'SOURCE_FORBIDDEN',
      `${lines.join('\n')}. Services build against the registries alone.`,
    );
  }
  for (const name of [PACKAGE_JSON, LOCK]) await copyFile(path.join(copy, name), path.join(output, name));
}

async function writeJson(file: string, value: unknown): Promise<void> {
  await writeFile(file, `${JSON.stringify(value, null, 2)}\n`);
}
