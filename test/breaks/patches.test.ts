import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { parseBreak } from './parse-break.ts';

const patches = (await readdir(import.meta.dirname)).filter((name) => name.endsWith('.patch'));

// `npm run breaks` proves them, which takes long; that none has fallen behind the code is seen at once.
test.each(patches)('%s names its test and applies', async (name) => {
  const file = path.join(import.meta.dirname, name);
  const { file: testFile } = parseBreak(await readFile(file, 'utf8'));
  const root = path.resolve(import.meta.dirname, '..', '..');
  expect(existsSync(path.join(root, testFile))).toBe(true);
  await execa('git', ['apply', '--check', file], { cwd: root });
});
