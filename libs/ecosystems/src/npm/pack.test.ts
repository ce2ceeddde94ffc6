import { mkdir, readFile, utimes } from 'node:fs/promises';
import path from 'node:path';
import { sha256 } from '@ameideio/version-manifest';
import { expect, test } from 'vitest';
import { inScratchFolder } from '../world/scratch-folder.ts';
import { packNpm, withVersion } from './pack.ts';
import { readTarball, tarballName } from './tarball.ts';
import { packSample, SAMPLE, sampleFiles, writeFiles } from './testing/sample-package.ts';

test("a packed sample holds its files under its version, in normal modes and at npm's own time", async () => {
  const { packed, bytes } = await packSample();
  const [artifact] = packed.artifacts;
  expect(artifact).toEqual({
    file: 'sample-sdk-1.2.3-dev.20260101000000.tgz',
    size: bytes.length,
    sha256: sha256(bytes),
    integrity: expect.stringMatching(/^sha512-[A-Za-z0-9+/]{86}==$/),
  });
  const entries = await readTarball(bytes);
  expect(entries.map((entry) => entry.path).sort()).toEqual(Object.keys(sampleFiles()).sort());
  for (const { mode, mtime } of entries) {
    expect(mode).toBe(0o644);
    expect(mtime?.toISOString()).toBe('1985-10-26T08:15:00.000Z');
  }
  const manifest = entries.find((entry) => entry.path === 'package.json')?.content.toString();
  expect(manifest).toBe(sampleFiles('1.2.3-dev.20260101000000')['package.json']);
});

test('the same staging gives the same bytes in another folder, order, time and time zone, and runs no script', async () => {
  const files = sampleFiles();
  const manifest = JSON.parse(files['package.json'] ?? '');
  const scripts = { prepack: 'exit 1', prepare: 'exit 1', postpack: 'exit 1' };
  const all = { ...files, 'package.json': JSON.stringify({ ...manifest, scripts }) };
  const first = await packSample(all);
  const zone = process.env.TZ;
  process.env.TZ = 'Pacific/Kiritimati';
  try {
    await inScratchFolder('pack', async (scratch) => {
      const staging = path.join(scratch, 'elsewhere');
      await writeFiles(staging, Object.fromEntries(Object.entries(all).reverse()));
      for (const file of Object.keys(all)) await utimes(path.join(staging, file), 1, 1);
      const output = path.join(scratch, 'output');
      await mkdir(output);
      const { version } = first.packed;
      await packNpm({
        workspaceRoot: scratch,
        root: 'sdk',
        name: SAMPLE,
        version,
        staging,
        output,
        scratch,
        log: () => {},
        warn: () => {},
      });
      expect(await readFile(path.join(output, tarballName(SAMPLE, version)))).toEqual(first.bytes);
    });
  } finally {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  }
});

test('a file that package.json names and that is not packed is refused by name', async () => {
  const { 'dist/parts/one.js': _, 'dist/index.d.ts': __, ...files } = sampleFiles();
  const packing = packSample(files);
  await expect(packing).rejects.toMatchObject({ code: 'SDK_NOT_PACKABLE' });
  await expect(packing).rejects.toThrow(/package\.json:11 names dist\/index\.d\.ts/);
  await expect(packing).rejects.toThrow('names dist/parts/*.js');
});

test('writing the version changes no other byte', () => {
  const text = '{\t"name" : "a",\r\n\t"version" : "1.2.3" , "files":[ "dist" ]}';
  expect(withVersion(text, '1.2.3-dev.1')).toBe(text.replace('1.2.3', '1.2.3-dev.1'));
});

test("npm's names of packed files", () => {
  expect(tarballName('@scope/name', '1.0.0')).toBe('scope-name-1.0.0.tgz');
  expect(tarballName('name', '1.0.0')).toBe('name-1.0.0.tgz');
});
