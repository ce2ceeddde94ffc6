import { mkdtempDisposable, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { readJson, writeJson } from './json-file.ts';

const schema = z.strictObject({ name: z.string(), parts: z.array(z.strictObject({ size: z.int() })) });
const newFolder = () => mkdtempDisposable(path.join(tmpdir(), 'nx-packages-json-'));

test('what is written is read, stands in lines, and leaves no temporary file', async () => {
  await using folder = await newFolder();
  const file = path.join(folder.path, 'one.json');
  const value = { name: 'one', parts: [{ size: 1 }] };
  await writeJson(file, value);
  expect(await readJson(file, schema)).toEqual(value);
  expect(await readFile(file, 'utf8')).toBe(`${JSON.stringify(value, null, 2)}\n`);
  expect(await readdir(folder.path)).toEqual(['one.json']);
});

test.each([
  ['', 'is not JSON'],
  ['{"name": "one"', 'is not JSON'],
  ['null', 'the whole: '],
  ['[]', 'the whole: '],
  ['{"name": 1, "parts": []}', 'name: '],
  ['{"name": "one"}', 'parts: '],
  ['{"name": "one", "parts": [{"size": 1}, {"size": "x"}]}', 'parts[1].size: '],
  ['{"name": "one", "parts": [], "more": 1}', '"more"'],
])('%s is refused, with the file and the place', async (text, place) => {
  await using folder = await newFolder();
  const file = path.join(folder.path, 'one.json');
  await writeFile(file, text);
  await expect(readJson(file, schema)).rejects.toThrow(
    expect.objectContaining({ code: 'OUTPUT_UNREADABLE', message: expect.stringContaining(place) }),
  );
  await expect(readJson(file, schema)).rejects.toThrow(file);
});

test('every wrong place is named at once', async () => {
  await using folder = await newFolder();
  const file = path.join(folder.path, 'one.json');
  await writeFile(file, '{"name": 1, "parts": [{}]}');
  await expect(readJson(file, schema)).rejects.toThrow(/name: .*; parts\[0\]\.size: /);
});

test('a file that is not there is refused, with what to do', async () => {
  await using folder = await newFolder();
  const file = path.join(folder.path, 'missing.json');
  await expect(readJson(file, schema)).rejects.toThrow(
    expect.objectContaining({
      code: 'OUTPUT_MISSING',
      message: expect.stringMatching(/missing\.json can't be read \(.*ENOENT.*\)\. Run the target/),
    }),
  );
});
