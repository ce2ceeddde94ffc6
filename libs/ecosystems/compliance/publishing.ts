import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type PackedManifest, sha256 } from '@ameideio/version-manifest';
import { expect, test } from 'vitest';
import type { Registry, UploadAnswer } from '../src/registry.ts';
import { COMMITTED } from './fixture.ts';
import { inFolder, type PackedSdk, pack } from './sdk-workspace.ts';
import type { Suite } from './suite.ts';

export function publishing(suite: Suite): void {
  const { ecosystem, fixture, newName, newSdk, publish, uploads } = suite;
  const otherSdk = (name: string) => inFolder('sdk', fixture.sdk(name, 'something else'));

  test('nothing is served under an unknown name, and there is no latest', async () => {
    const name = newName();
    expect(await suite.registry.lookUp(name, fixture.spelled.release)).toEqual([]);
    expect(await suite.registry.latest(name)).toBeUndefined();
    expect(await suite.registry.versions(name)).toEqual([]);
  });

  test('what is missing is uploaded and served to the byte; what is there is left alone', async () => {
    await using workspace = await newSdk();
    const { name } = workspace;
    const sdk = await pack(workspace.root, ecosystem);
    const files = sdk.packed.artifacts.map(({ file }) => file);

    expect(await publish(sdk)).toEqual({ kind: 'published', uploaded: files });
    expect(await servedDigests(suite.registry, sdk.packed)).toEqual(digests(sdk.packed));
    expect(await suite.registry.lookUp(name, fixture.spelled.release)).toEqual([]);

    expect(await publish(sdk)).toEqual({ kind: 'identical' });
    expect(await uploads(name)).toEqual(files.map(() => 'created'));
  });

  test('other bytes under a version that is there are a conflict that names both digests and changes nothing', async () => {
    await using workspace = await newSdk();
    const { name } = workspace;
    const first = await pack(workspace.root, ecosystem, true);
    await publish(first);
    const logged = await uploads(name);
    await workspace.write(otherSdk(name));
    const second = await pack(workspace.root, ecosystem, true);
    const [file = ''] = Object.keys(digests(second.packed));

    expect(await publish(second)).toEqual({
      kind: 'conflict',
      file,
      packed: digests(second.packed)[file],
      served: digests(first.packed)[file],
    });
    expect(await uploads(name)).toEqual(logged);

    // An upload without a look first meets the registry's own refusal.
    expect(await uploadFirst(suite.registry, second)).toMatchObject({ status: 409 });
    expect(await servedDigests(suite.registry, first.packed)).toEqual(digests(first.packed));
  });

  if (ecosystem.filesPerVersion > 1) {
    test('of a version that is there in part, what is missing is uploaded', async () => {
      await using workspace = await newSdk();
      const sdk = await pack(workspace.root, ecosystem);
      expect(await uploadFirst(suite.registry, sdk)).toBe('accepted');
      const [, ...missing] = sdk.packed.artifacts.map(({ file }) => file);

      expect(await publish(sdk)).toEqual({ kind: 'published', uploaded: missing });
      expect(await servedDigests(suite.registry, sdk.packed)).toEqual(digests(sdk.packed));
      expect(await uploads(workspace.name)).toHaveLength(ecosystem.filesPerVersion);
    });
  }

  test('the latest version is a release once there is one, whatever comes after it', async () => {
    await using workspace = await newSdk();
    const { name } = workspace;
    const begin = Date.now();
    const snapshot = await pack(workspace.root, ecosystem);
    await publish(snapshot);
    expect([undefined, snapshot.packed.version]).toContain(await suite.registry.latest(name));

    await publish(await pack(workspace.root, ecosystem, true));
    expect(await suite.registry.latest(name)).toBe(fixture.spelled.release);

    await workspace.write(otherSdk(name));
    await workspace.commit(new Date(COMMITTED.getTime() + 1000));
    const later = await pack(workspace.root, ecosystem);
    await publish(later);
    expect(await servedDigests(suite.registry, later.packed)).toEqual(digests(later.packed));
    expect(await suite.registry.latest(name)).toBe(fixture.spelled.release);

    const versions = await suite.registry.versions(name);
    expect(versions.map(({ version }) => version).toSorted()).toEqual(
      [later.packed.version, snapshot.packed.version, fixture.spelled.release].toSorted(),
    );
    for (const time of versions.flatMap((one) => one.time ?? [])) {
      // A registry may round its time down to the second.
      expect(Date.parse(time)).toBeGreaterThan(begin - 1000);
      expect(Date.parse(time)).toBeLessThanOrEqual(Date.now());
    }
  });
}

function digests({ artifacts }: PackedManifest): Record<string, string> {
  return Object.fromEntries(artifacts.map(({ file, sha256: digest }) => [file, digest]));
}

async function servedDigests(
  registry: Registry,
  { name, version }: PackedManifest,
): Promise<Record<string, string>> {
  const served = await registry.lookUp(name, version);
  const found = served.map(async (one) => [one.file, sha256(await registry.download(one))]);
  return Object.fromEntries(await Promise.all(found));
}

async function uploadFirst(registry: Registry, { packed, folder }: PackedSdk): Promise<UploadAnswer> {
  const [artifact] = packed.artifacts;
  if (artifact === undefined) throw new Error('Nothing was packed.');
  return registry.upload(packed, artifact, await readFile(path.join(folder, artifact.file)));
}
