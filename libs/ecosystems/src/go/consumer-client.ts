import path from 'node:path';
import type { PackedManifest } from '@ameideio/version-manifest';
import type { ResolveRequest } from '../ecosystem.ts';
import type { ClientAccess } from '../reader.ts';
import { type GoClient, goClient } from './go-command.ts';

/** Downloads the modules of every package that the service's build and tests need. */
export async function loadPackages(go: GoClient, service: string, ...mode: string[]): Promise<void> {
  await go.ask(service, 'list', ...mode, '-deps', '-test', '-f', '{{with .Error}}{{.}}{{end}}', './...');
}

interface ConsumerClientOptions extends Pick<ResolveRequest, 'workspaceRoot' | 'scratch' | 'log'> {
  readonly clientAccess: ClientAccess | undefined;
  readonly pins: readonly PackedManifest[];
}

/** Makes the client of the services. They share a module cache that stays: go.sum verifies its contents. */
export async function consumerClient({
  workspaceRoot,
  pins,
  clientAccess,
  scratch,
  log,
}: ConsumerClientOptions): Promise<GoClient> {
  return goClient({
    registry: clientAccess,
    internal: pins.map(({ name }) => name),
    home: path.join(scratch, 'home'),
    modCache: path.join(workspaceRoot, 'tmp', 'consumers', 'go-modcache'),
    log,
  });
}
