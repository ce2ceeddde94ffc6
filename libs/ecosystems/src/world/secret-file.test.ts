import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { withSecretFile } from './secret-file.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

test('the file is there for this user alone, and gone afterwards, also on failure', async () => {
  await using folder = await temporaryFolder('secret-file');
  const file = path.join(folder.path, 'netrc');
  const look = async (): Promise<unknown> => [(await stat(file)).mode & 0o777, await readFile(file, 'utf8')];
  expect(await withSecretFile(file, 'secret', look)).toEqual([0o600, 'secret']);
  expect(await readdir(folder.path)).toEqual([]);
  await expect(withSecretFile(file, 'secret', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await readdir(folder.path)).toEqual([]);
});

test('a file that is there already is not written over, and stays', async () => {
  await using folder = await temporaryFolder('secret-file');
  const file = path.join(folder.path, 'npmrc');
  await writeFile(file, 'of somebody else');
  await expect(withSecretFile(file, 'secret', async () => {})).rejects.toThrow('EEXIST');
  expect(await readFile(file, 'utf8')).toBe('of somebody else');
});
