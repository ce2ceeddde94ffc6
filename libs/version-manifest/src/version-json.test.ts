import { mkdir, mkdtempDisposable, readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { samplePacked, sampleSmoke } from './testing/sample.ts';
import {
  readVersionJson,
  type VersionEntry,
  versionEntry,
  versionJsonSchema,
  writeVersionEntry,
} from './version-json.ts';

const SCHEMA_FILE = path.join(import.meta.dirname, '..', 'version-json.schema.json');
const TIME = new Date('2026-01-02T03:04:05Z');

const newFolder = () => mkdtempDisposable(path.join(tmpdir(), 'nx-packages-versions-'));

function entryOf(name: string, time = TIME): VersionEntry {
  const packed = samplePacked(name);
  const entry = versionEntry(packed, sampleSmoke(packed), time);
  if (entry === undefined) throw new Error('There is no entry.');
  return entry;
}

test('an entry holds what was packed, from where it was smoked, and when', () => {
  const { ecosystem: _, ...packed } = samplePacked();
  expect(entryOf('@sample/sdk')).toEqual({
    ...packed,
    registry: 'http://127.0.0.1:4873',
    smoke: { passed: true, checks: ['install'], time: '2026-01-02T03:04:05.000Z' },
  });
});

test('how long the checks took makes no other entry', () => {
  const packed = samplePacked();
  const smoke = sampleSmoke(packed);
  const slower = smoke.checks.map((check) => ({ ...check, milliseconds: check.milliseconds + 1 }));
  expect(versionEntry(packed, { ...smoke, checks: slower }, TIME)).toEqual(versionEntry(packed, smoke, TIME));
});

test('there is no entry of what was not smoked', () => {
  const packed = samplePacked();
  const smoke = sampleSmoke(packed);
  const [first] = Object.keys(smoke.digests);
  for (const other of [
    { ...smoke, name: 'another' },
    { ...smoke, version: '1.2.3' },
    { ...smoke, digests: { ...smoke.digests, [first ?? '']: 'f'.repeat(64) } },
    { ...smoke, digests: {} },
  ])
    expect(versionEntry(packed, other, TIME)).toBeUndefined();
});

test('entries are added and replaced, sorted by name, and the same work differs in its times alone', async () => {
  await using folder = await newFolder();
  const [one = '', other = ''] = ['one', 'other'].map((name) => path.join(folder.path, name, 'ts.json'));
  for (const name of ['b', 'a', 'b']) await writeVersionEntry(one, 'ts', entryOf(name));
  for (const name of ['a', 'b']) await writeVersionEntry(other, 'ts', entryOf(name, new Date(0)));
  const { language, packages } = await readVersionJson(one);
  expect(language).toBe('ts');
  expect(Object.entries(packages)).toEqual([
    ['a', entryOf('a')],
    ['b', entryOf('b')],
  ]);
  const times = (text: string) => text.replaceAll(/"time": "[^"]*"/g, '"time"');
  expect(times(await readFile(other, 'utf8'))).toBe(times(await readFile(one, 'utf8')));
  expect(await readdir(path.dirname(one))).toEqual(['ts.json']);
});

test('twenty writers in four processes lose no entry, and no reader meets half a file', async () => {
  await using folder = await newFolder();
  const file = path.join(folder.path, 'ts.json');
  const program = path.join(import.meta.dirname, 'testing', 'write-entries.ts');
  const names = Array.from({ length: 20 }, (_, index) => `sdk-${index}`);
  const processes = [0, 5, 10, 15].map((from) =>
    execa(process.execPath, [program, file, ...names.slice(from, from + 5)], { timeout: 30_000 }),
  );
  let writing = true;
  const written = Promise.all(processes).finally(() => {
    writing = false;
  });
  while (writing) {
    const seen = await readVersionJson(file).catch((error: Error) => error.message);
    if (typeof seen === 'string') expect(seen).toContain('ENOENT');
    await new Promise((resolve) => setImmediate(resolve));
  }
  await written;
  expect(Object.keys((await readVersionJson(file)).packages).sort()).toEqual(names.sort());
  expect(await readdir(folder.path)).toEqual(['ts.json']);
});

test('the lock of a writer that was killed is taken over', async () => {
  await using folder = await newFolder();
  const file = path.join(folder.path, 'ts.json');
  await mkdir(`${file}.lock`);
  await utimes(`${file}.lock`, 1, 1);
  await writeVersionEntry(file, 'ts', entryOf('a'));
  expect(await readdir(folder.path)).toEqual(['ts.json']);
});

test('a file that is none is not written over', async () => {
  await using folder = await newFolder();
  const file = path.join(folder.path, 'ts.json');
  for (const nonsense of ['{"language": "ts"}', 'half']) {
    await writeFile(file, nonsense);
    await expect(writeVersionEntry(file, 'ts', entryOf('a'))).rejects.toThrow(
      expect.objectContaining({ code: 'OUTPUT_UNREADABLE' }),
    );
    expect(await readFile(file, 'utf8')).toBe(nonsense);
    expect(await readdir(folder.path)).toEqual(['ts.json']);
  }
});

test('what has not passed is no entry', () => {
  const entry = entryOf('a');
  const failed = { ...entry, smoke: { ...entry.smoke, passed: false } };
  const unknown = { ...entry, password: 'x' };
  for (const packages of [{ a: failed }, { a: unknown }])
    expect(versionJsonSchema.safeParse({ language: 'ts', packages }).success).toBe(false);
});

// After a change of the schema: vitest run --root ../.. libs/version-manifest -u
test('the published JSON Schema is the one that readers and writers go by', async () => {
  const json = JSON.stringify(z.toJSONSchema(versionJsonSchema));
  const { stdout } = await execa('biome', ['format', `--stdin-file-path=${SCHEMA_FILE}`], {
    input: json,
    preferLocal: true,
    localDir: import.meta.dirname,
    stripFinalNewline: false,
  });
  await expect(stdout).toMatchFileSnapshot(SCHEMA_FILE);
});

test('every field of the published JSON Schema is described', async () => {
  const fields: string[] = [];
  const undescribed: string[] = [];
  JSON.parse(await readFile(SCHEMA_FILE, 'utf8'), (_, schema) => {
    for (const [name, field] of Object.entries<object>(schema?.properties ?? {})) {
      fields.push(name);
      if (!('description' in field)) undescribed.push(name);
    }
    return schema;
  });
  expect(fields).toContain('integrity');
  expect(undescribed).toEqual([]);
});

test('"$schema" of a written file leads to the published JSON Schema', async () => {
  await using folder = await newFolder();
  const file = path.join(folder.path, 'ts.json');
  await writeVersionEntry(file, 'ts', entryOf('a'));
  const { $schema = '' } = await readVersionJson(file);
  expect(path.isAbsolute($schema)).toBe(false);
  expect(await readFile(path.resolve(folder.path, $schema), 'utf8')).toBe(
    await readFile(SCHEMA_FILE, 'utf8'),
  );
});
