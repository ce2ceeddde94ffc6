import { mkdtempDisposable, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { digestsOf, readSmokeResult, writeSmokeResult } from './smoke-result.ts';
import { samplePacked, sampleSmoke } from './testing/sample.ts';

test('the digests of a packed manifest are told by file', () => {
  expect(digestsOf(samplePacked())).toEqual({ 'sdk.whl': 'a'.repeat(64), 'sdk.tar.gz': 'b'.repeat(64) });
});

test('a result is read as it was written, and an equal one gives equal bytes', async () => {
  await using folder = await mkdtempDisposable(path.join(tmpdir(), 'nx-packages-smoke-'));
  const [one = '', other = ''] = ['one', 'other'].map((name) => path.join(folder.path, name, 'smoke.json'));
  const smoke = sampleSmoke(samplePacked());
  await writeSmokeResult(one, smoke);
  await writeSmokeResult(other, smoke);
  expect(await readSmokeResult(one)).toEqual(smoke);
  expect(await readFile(other)).toEqual(await readFile(one));
});

test('a result without a check, or of no address, is not written', async () => {
  const smoke = sampleSmoke(samplePacked());
  const file = path.join(tmpdir(), 'nx-packages-never-written.json');
  await expect(writeSmokeResult(file, { ...smoke, checks: [] })).rejects.toThrow('checks');
  await expect(writeSmokeResult(file, { ...smoke, registry: 'here' })).rejects.toThrow('registry');
  await expect(readSmokeResult(file)).rejects.toThrow('ENOENT');
});
