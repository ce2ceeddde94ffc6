import { rm } from 'node:fs/promises';
import path from 'node:path';
import { digestsOf, type SmokeResult } from '@ameideio/version-manifest';
import { expect, test } from 'vitest';
import type { Files } from '../src/history/testing/repository.ts';
import { smokeSdk } from '../src/smoke/smoke.ts';
import type { Log } from '../src/world/run-process.ts';
import { COMMITTED } from './fixture.ts';
import { otherRepositories } from './other-repositories.ts';
import { inFolder, type PackedSdk, pack, packBuilt } from './sdk-workspace.ts';
import { asReaders } from './secrecy.ts';
import type { Suite } from './suite.ts';

export function smoking(suite: Suite): void {
  otherRepositories(suite);
  const { ecosystem, fixture, newSdk, publish } = suite;
  const smoke = (
    { packed, sdk }: Pick<PackedSdk, 'packed' | 'sdk'>,
    log: Log = () => {},
  ): Promise<SmokeResult> => smokeSdk({ ...suite.source, packed, sdk, log });

  test('a good SDK passes every check; served other bytes than the packed ones, it does not', async () => {
    await using workspace = await newSdk();
    const sdk = await pack(workspace.root, ecosystem);
    await publish(sdk);
    expect(await asReaders(suite, (log) => smoke(sdk, log))).toEqual({
      name: workspace.name,
      version: fixture.spelled.snapshot,
      registry: suite.registry.address,
      digests: digestsOf(sdk.packed),
      checks: checksOn(suite).map((name) => ({ name, milliseconds: expect.any(Number) })),
      warnings: [],
      notRun: [],
    });

    // The smoke can't tell other bytes on the registry from another digest in the manifest.
    for (const field of ['sha256', 'integrity'] as const) {
      const artifacts = sdk.packed.artifacts.map((artifact) => ({
        ...artifact,
        [field]: otherDigest(artifact[field]),
      }));
      await expect(smoke({ ...sdk, packed: { ...sdk.packed, artifacts } })).rejects.toThrow(
        expect.objectContaining({ code: 'SMOKE_FAILED' }),
      );
    }
  });

  test('an SDK that is not published fails at the first check', async () => {
    await using workspace = await newSdk();
    const sdk = await pack(workspace.root, ecosystem);
    await expect(smoke(sdk)).rejects.toThrow(failure(workspace.name, fixture.checks[0] ?? ''));
  });

  // Faults of an SDK don't depend on the registry, so one of them is enough to test the plain registry.
  const breakages = suite.kind === 'embedded' ? fixture.breakages : fixture.breakages.slice(0, 1);
  test.each(breakages)('an SDK with $what fails at "$check"', async ({ files, check }) => {
    await using workspace = await newSdk();
    await pack(workspace.root, ecosystem);
    await workspace.write(inFolder('sdk', files(workspace.name)));
    const sdk = await packBroken(workspace.root);
    await publish(sdk);
    await expect(smoke(sdk)).rejects.toThrow(failure(workspace.name, check));
  });

  // Shapes of an SDK don't depend on the registry, so the plain one need not run them.
  test.runIf(suite.kind === 'embedded').each(fixture.unusual)(
    'an SDK with $what passes',
    async ({ files, other, warnings = [], notRun = [] }) => {
      const required = other === undefined ? '' : await publishOther(other);
      await using workspace = await newSdk();
      const changed = Object.entries(files(workspace.name, required));
      for (const [file, text] of changed)
        if (text === null) await rm(path.join(workspace.sdk, file), { recursive: true });
        else await workspace.write(inFolder('sdk', { [file]: text }));
      const sdk = await pack(workspace.root, ecosystem);
      await publish(sdk);
      const result = await smoke(sdk);
      expect(result.warnings.map(({ message }) => message)).toEqual(
        warnings.map((text) => expect.stringMatching(text)),
      );
      const expected = typeof notRun === 'function' ? notRun(workspace.name) : notRun;
      expect(result.notRun.map(({ what }) => what)).toEqual(expected);
    },
  );

  async function publishOther(files: (name: string) => Files): Promise<string> {
    await using workspace = await newSdk();
    await workspace.write(inFolder('sdk', files(workspace.name)));
    await workspace.commit(COMMITTED);
    await publish(await pack(workspace.root, ecosystem));
    return workspace.name;
  }

  /** Skips the SDK's own build, which would find the fault: the smoke must find it too. */
  function packBroken(root: string): Promise<PackedSdk> {
    return pack(root, ecosystem).catch(() => packBuilt(root, ecosystem));
  }
}

/** A plain registry has no optional parts of the protocol. */
function checksOn({ kind, fixture: { checks, optionalChecks } }: Suite): readonly string[] {
  return kind === 'plain' ? checks.filter((check) => !optionalChecks.includes(check)) : checks;
}

function failure(name: string, check: string): object {
  return expect.objectContaining({
    code: 'SMOKE_FAILED',
    message: expect.stringMatching(
      new RegExp(`^${name} .* failed its smoke at "${check.replaceAll(/[^\w\s]/g, '\\$&')}": .`),
    ),
  });
}

/** Changes a digest's last letter before the padding. */
function otherDigest(digest: string): string {
  return digest.replace(/.(?==*$)/, (last) => (last === '0' ? '4' : '0'));
}
