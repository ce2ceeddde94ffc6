import { existsSync } from 'node:fs';
import path from 'node:path';
import { digestsOf, PackagesError, type PackedManifest, type SmokeResult } from '@ameideio/version-manifest';
import type { Ecosystem } from '../ecosystem.ts';
import type { Environment } from '../environment.ts';
import type { ClientAccess } from '../reader.ts';
import type { Registry } from '../registry.ts';
import { withClientAccess } from '../router/with-client-access.ts';
import type { Log } from '../world/run-process.ts';
import { inScratchFolder } from '../world/scratch-folder.ts';
import { newChecks } from './checks.ts';
import { newFindings } from './findings.ts';

type Warning = SmokeResult['warnings'][number];
type NotRun = SmokeResult['notRun'][number];

export interface SmokeSdkRequest {
  readonly packed: PackedManifest;
  readonly ecosystem: Ecosystem;
  readonly registry: Registry;
  /** The variables that say whether there is an upstream. */
  readonly environment: Environment;
  /** As {@link ClientsRequest.internalNames}. */
  readonly internalNames: () => Promise<readonly string[]>;
  /** The SDK's folder. */
  readonly sdk: string;
  /** Modules and subpaths that the SDK asks to leave out, each with its reason. */
  readonly skip?: Readonly<Record<string, string>>;
  readonly log: Log;
}

/**
 * Smokes a published version: downloads, checks, installs and runs it with the ecosystem's own client. Works in a
 * sandbox outside the repository.
 *
 * @throws PackagesError SMOKE_FAILED, naming the check and why it failed.
 */
export async function smokeSdk({
  packed,
  ecosystem,
  registry,
  environment,
  internalNames,
  sdk,
  skip = {},
  log,
}: SmokeSdkRequest): Promise<SmokeResult> {
  const checks = newChecks(
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
  const warnings = newFindings<Warning>(({ check, message }) => `${check}: ${message}`);
  const notRun = newFindings<NotRun>(({ what, reason }) => `${what}: ${reason}`);
  const smoke = (sandbox: string, clientAccess: ClientAccess): Promise<void> =>
    ecosystem.smoke({
      packed,
      registry,
      clientAccess,
      check: checks.check,
      warn: (check, message) => log(`warning: ${warnings.add({ check, message })}`),
      notRun: (what, reason) => log(`not run here: ${notRun.add({ what, reason })}`),
      skip,
      smokeFolder,
      sandbox,
      log,
    });
  await withClientAccess({ ecosystem, environment, registry, internalNames }, (clientAccess) =>
    inScratchFolder('smoke', (sandbox) => smoke(sandbox, clientAccess)),
  );
  return {
    name: packed.name,
    version: packed.version,
    registry: registry.address,
    digests: digestsOf(packed),
    checks: [...checks.passed],
    warnings: warnings.sorted(),
    notRun: notRun.sorted(),
  };
}
