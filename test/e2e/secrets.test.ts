import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { strToU8, zipSync } from 'fflate';
import { expect, onTestFinished, test } from 'vitest';
import { filesThatHold, textsThatHold } from './secrets.ts';

const SECRET = 'kJ8-v_Qz7Lw2';

test('a secret is found in every file that holds it, in an archive too', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'nx-packages-secrets-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const files = {
    'in/plain.txt': `token=${SECRET}`,
    'in/package.tgz': gzipSync(`"${SECRET}"`.repeat(50)),
    'in/wheel.whl': zipSync({ 'a/b.py': strToU8(`"${SECRET}"`.repeat(50)) }),
    'in/other.txt': 'nothing',
  };
  await mkdir(path.join(folder, 'in'));
  for (const [file, bytes] of Object.entries(files)) await writeFile(path.join(folder, file), bytes);
  const found = (await filesThatHold([folder], [SECRET])).map((file) => path.basename(file));
  expect(found.toSorted()).toEqual(['package.tgz', 'plain.txt', 'wheel.whl']);
  expect(await filesThatHold([folder], [SECRET], Date.now() + 60_000)).toEqual([]);
});

test.each(['', 'u:', 'us:', 'user:'])('a secret is found in a Basic header, behind "%s"', (user) => {
  for (const after of ['', '.', ':)']) {
    const header = Buffer.from(`${user}${SECRET}${after}`).toString('base64');
    expect(textsThatHold([`Basic ${header}`], [SECRET])).toHaveLength(1);
  }
});
