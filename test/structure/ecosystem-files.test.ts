import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { ecosystems } from '@ameideio/ecosystems';
import { expect, test } from 'vitest';

const CORE = path.resolve(import.meta.dirname, '..', '..', 'libs', 'ecosystems', 'src');

/** The file of each part of an `Ecosystem`, the same name in every ecosystem's folder. */
const FILES = [
  'accepts.ts',
  'forbidden-sources.ts',
  'index.ts',
  'install-service.ts',
  'manifest.ts',
  'own-commands.ts',
  'pack.ts',
  'registry.ts',
  'resolve.ts',
  'run-service.ts',
  'selected.ts',
  'smoke.ts',
  'spell.ts',
  'third-party.ts',
  'variables.ts',
];

test.each(ecosystems.map(({ id }) => id))(
  'the folder %s has one file for each part of an ecosystem',
  async (id) => {
    const files = await readdir(path.join(CORE, id));
    expect(FILES.filter((file) => !files.includes(file))).toEqual([]);
  },
);

test('every ecosystem has a folder of its own', () => {
  expect(ecosystems.every(({ id }) => existsSync(path.join(CORE, id, 'index.ts')))).toBe(true);
});
