import { copyFile, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { PackagesError } from '@ameideio/version-manifest';
import type { ResolveRequest } from '../ecosystem.ts';
import { consumerClient, loadPackages } from './consumer-client.ts';
import { listedModule } from './wire.ts';

/**
 * Writes a second go.mod, for `-modfile`, that replaces each SDK by its exact version. A pinned pre-release sorts below
 * its base, so minimal version selection would never select it.
 */
export async function resolveGo({
  workspaceRoot,
  service,
  pins,
  clientAccess,
  output,
  scratch,
  log,
}: ResolveRequest): Promise<void> {
  const modFile = path.join(output, 'go.mod');
  const committed = await readFile(path.join(service, 'go.mod'), 'utf8');
  const replaces = pins.map(({ name, version }) => `replace ${name} => ${name} ${version}\n`);
  await writeFile(modFile, `${committed.trimEnd()}\n\n${replaces.join('')}`);
  await copyFile(path.join(service, 'go.sum'), path.join(output, 'go.sum')).catch(() =>
    writeFile(path.join(output, 'go.sum'), ''),
  );
  const go = await consumerClient({ workspaceRoot, pins, clientAccess, scratch, log });
  await loadPackages(go, service, '-mod=mod', `-modfile=${modFile}`);
  for (const { name, version } of pins) {
    const listed = listedModule.parse(
      JSON.parse(await go.ask(service, 'list', '-mod=mod', '-m', `-modfile=${modFile}`, '-json', name)),
    );
    if (listed.Replace?.Path === name && listed.Replace.Version === version) continue;
    throw new PackagesError(
      'PIN_MISMATCH',
      `${service} selects ${JSON.stringify(listed.Replace)} for ${name} instead of ${version}.`,
    );
  }
}
