import { mkdir, mkdtempDisposable, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { PACKED_MANIFEST, readPackedManifest, writePackedManifest } from './packed-manifest.ts';
import { samplePacked } from './testing/sample.ts';

const newFolder = () => mkdtempDisposable(path.join(tmpdir(), 'nx-packages-packed-'));

test('a manifest is read as it was written, into a folder that was not there', async () => {
  await using folder = await newFolder();
  const packages = path.join(folder.path, 'packages', 'sdk');
  await writePackedManifest(packages, samplePacked());
  expect(await readPackedManifest(packages)).toEqual(samplePacked());
});

const [artifact, ...others] = samplePacked().artifacts;

test.each([
  ['project', { project: '' }],
  ['name', { name: undefined }],
  ['base', { base: '1.2' }],
  ['base', { base: '1.2.3-rc.1' }],
  ['version', { version: 1 }],
  ['artifacts', { artifacts: [] }],
  ['artifacts[0].file', { artifacts: [{ ...artifact, file: 'folder/sdk.whl' }] }],
  ['artifacts[0].file', { artifacts: [{ ...artifact, file: '..\\sdk.whl' }] }],
  ['artifacts[1].size', { artifacts: [...others, { ...artifact, size: 0 }] }],
  ['artifacts[0].size', { artifacts: [{ ...artifact, size: 1.5 }] }],
  ['artifacts[0].sha256', { artifacts: [{ ...artifact, sha256: 'A'.repeat(64) }] }],
  ['artifacts[0].integrity', { artifacts: [{ ...artifact, integrity: '' }] }],
  ['source.commit', { source: { commit: 'main', dirty: false } }],
  ['source.dirty', { source: { commit: 'c'.repeat(40) } }],
  ['inputs', { inputs: 'd' }],
  ['token', { token: 'what nobody has asked for' }],
])('a manifest with nonsense in "%s" is neither read nor written', async (field, nonsense) => {
  const manifest = { ...samplePacked(), ...nonsense };
  await using folder = await newFolder();
  const file = path.join(folder.path, PACKED_MANIFEST);
  await mkdir(folder.path, { recursive: true });
  await writeFile(file, JSON.stringify(manifest));
  await expect(readPackedManifest(folder.path)).rejects.toThrow(
    expect.objectContaining({ code: 'OUTPUT_UNREADABLE', message: expect.stringContaining(field) }),
  );
  await expect(readPackedManifest(folder.path)).rejects.toThrow(file);

  const other = path.join(folder.path, 'other');
  await expect(writePackedManifest(other, Object.assign(samplePacked(), nonsense))).rejects.toThrow();
  expect(await readdir(other)).toEqual([]);
});
