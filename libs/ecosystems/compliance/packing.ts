import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import {
  PACKED_MANIFEST,
  type PackedManifest,
  packedManifestSchema,
  readPackedManifest,
  sha256,
} from '@ameideio/version-manifest';
import { expect, test } from 'vitest';
import { userEnvironment } from '../src/world/client-environment.ts';
import { runProcess } from '../src/world/run-process.ts';
import { BASE } from './fixture.ts';
import { inFolder, pack, packBuilt } from './sdk-workspace.ts';
import type { Suite } from './suite.ts';

export function packing({ ecosystem, fixture, newSdk }: Suite): void {
  test('two clones of one commit, with other folders, umasks, times and time zones, give the same bytes', async () => {
    await using workspace = await newSdk();
    const [first, second] = await Promise.all([
      packClone(workspace.root, ecosystem.id, { umask: '022', zone: 'UTC', time: 1 }),
      packClone(workspace.root, ecosystem.id, {
        umask: '077',
        zone: 'Pacific/Kiritimati',
        time: 1_000_000_000,
      }),
    ]);
    expect(first.artifacts).toHaveLength(ecosystem.filesPerVersion);
    expect(second).toEqual(first);
  });

  test('the packed manifest tells name, version, source, and the size and digest of every file', async () => {
    await using workspace = await newSdk();
    const { packed, folder } = await pack(workspace.root, ecosystem);
    expect(await readPackedManifest(folder)).toEqual(packed);
    expect(packed).toMatchObject({
      project: 'sdk',
      ecosystem: ecosystem.id,
      name: workspace.name,
      base: BASE,
      version: fixture.spelled.snapshot,
      source: { commit: await workspace.git('rev-parse', 'HEAD'), dirty: false },
    });
    const files = packed.artifacts.map(({ file }) => file);
    expect((await readdir(folder)).sort()).toEqual([PACKED_MANIFEST, ...files].sort());
    for (const { file, size, sha256: digest } of packed.artifacts) {
      const bytes = await readFile(path.join(folder, file));
      expect([bytes.length, sha256(bytes)]).toEqual([size, digest]);
    }
  });

  test('a release bears the base version, other content other bytes, and a change a later snapshot', async () => {
    await using workspace = await newSdk('hello');
    const release = await pack(workspace.root, ecosystem, true);
    expect(release.packed.version).toBe(fixture.spelled.release);

    await workspace.write({ 'sdk/LICENSE': 'changed' });
    const changed = await packBuilt(workspace.root, ecosystem);
    expect(changed.packed.source.dirty).toBe(true);
    expect(changed.packed.version > fixture.spelled.snapshot).toBe(true);
    expect(changed.packed.artifacts).not.toEqual(release.packed.artifacts);
    expect(changed.packed.inputs).not.toBe(release.packed.inputs);
  });

  for (const { what, files, file, at } of fixture.refusals)
    test(`an SDK with ${what} is refused, with file and line`, async () => {
      await using workspace = await newSdk();
      const changed = inFolder('sdk', files(workspace.name));
      await workspace.write(changed);
      const place = `sdk/${typeof file === 'string' ? file : file(workspace.name)}`;
      const line = (changed[place] ?? '').split('\n').findIndex((text) => text.includes(at)) + 1;
      await expect(packBuilt(workspace.root, ecosystem, true)).rejects.toThrow(
        expect.objectContaining({
          code: 'SDK_NOT_PACKABLE',
          message: expect.stringContaining(`${place}:${line} `),
        }),
      );
    });

  test('an SDK that requires another SDK of the workspace is refused, with file and line', async () => {
    await using workspace = await newSdk();
    const other = fixture.name('other');
    const service = fixture.service({ name: other, range: fixture.range, version: fixture.spelled.release });
    const manifest = service[fixture.manifestFile] ?? '';
    await workspace.write({ [`sdk/${fixture.manifestFile}`]: manifest });
    const line = manifest.split('\n').findIndex((text) => text.includes(other)) + 1;
    await expect(packBuilt(workspace.root, ecosystem, false, [other])).rejects.toThrow(
      expect.objectContaining({
        code: 'SDK_NOT_PACKABLE',
        message: expect.stringContaining(`${fixture.manifestFile}:${line} requires ${other}`),
      }),
    );
  });
}

interface Machine {
  readonly umask: string;
  readonly zone: string;
  /** The time of every file, in seconds. */
  readonly time: number;
}

/** Packs a new clone under the settings of such a machine. */
async function packClone(
  source: string,
  id: string,
  { umask, zone, time }: Machine,
): Promise<PackedManifest> {
  const program = path.join(import.meta.dirname, 'pack-in-process.ts');
  const printed = await runProcess({
    command: 'sh',
    args: ['-c', 'umask "$0"; exec "$@"', umask, process.execPath, program, source, id, `${time}`],
    cwd: source,
    env: userEnvironment({ TZ: zone }),
    log: () => {},
    timeout: 60_000,
  });
  return packedManifestSchema.parse(JSON.parse(printed));
}
