import { existsSync } from 'node:fs';
import path from 'node:path';
import { digestsOf, PackagesError, type PackedManifest, type SmokeResult } from '@ameideio/version-manifest';
import type { Ecosystem } from '../ecosystem.ts';
import type { Registry } from '../registry.ts';
import type { Log } from '../world/run-process.ts';
import { inScratchFolder } from '../world/scratch-folder.ts';
import { newChecks } from './checks.ts';

export interface SmokeSdkRequest {
  readonly packed: PackedManifest;
  readonly ecosystem: Ecosystem;
  readonly registry: Registry;
  /** The SDK's folder. */
  readonly sdk: string;
  readonly log: Log;
}

/**
 * Downloads the published version through the registry's protocol with the ecosystem's own client, in a sandbox
 * outside the repository, and runs it.
 *
 * @throws PackagesError SMOKE_FAILED, naming the check and why it failed.
 */
export async function smokeSdk({
  packed,
  ecosystem,
  registry,
  sdk,
  log,
}: SmokeSdkRequest): Promise<SmokeResult> {
  const { check, passed } = newChecks(
    log,
    (name, why, cause) =>
      new PackagesError(
        'SMOKE_FAILED',
        `${packed.name} ${packed.version} failed its smoke at "${name}": ${why}`,
        { cause },
      ),
  );
  const own = path.join(sdk, 'smoke');
  const smokeFolder = existsSync(own) ? own : undefined;
  await inScratchFolder('smoke', (sandbox) =>
    ecosystem.smoke({ packed, registry, check, smokeFolder, sandbox, log }),
  );
  return {
    name: packed.name,
    version: packed.version,
    registry: registry.address,
    digests: digestsOf(packed),
    checks: [...passed],
  };
}
