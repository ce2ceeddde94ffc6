import { expect, test } from 'vitest';
import { listExportedPaths } from './export-map.ts';
import { reducePaths } from './paths-here.ts';

const EXPORTS = { './*': { types: './*.d.ts', import: './esm/*.mjs', default: './cjs/*.cjs' } };

/** Reduces the path `./a` for a package of these files. */
function pathOf(files: readonly string[], exports: object = EXPORTS) {
  const [path] = reducePaths(
    listExportedPaths({ name: 'sdk', exports: JSON.parse(JSON.stringify(exports)) }, files),
    files,
  );
  return path && { file: path.file, required: path.required, declared: path.declared };
}

const TYPES = { import: './a.d.ts', require: './a.d.ts' };

test.each([
  ['both systems', ['esm/a.mjs', 'cjs/a.cjs', 'a.d.ts'], './esm/a.mjs', './cjs/a.cjs', TYPES],
  [
    'one of two, declared: the other one is a fault',
    ['esm/a.mjs', 'a.d.ts'],
    './esm/a.mjs',
    './cjs/a.cjs',
    TYPES,
  ],
  ["a bundler's part", ['esm/a.mjs'], './esm/a.mjs', undefined, { import: './a.d.ts', require: undefined }],
  [
    "a bundler's part in CommonJS",
    ['cjs/a.cjs'],
    undefined,
    './cjs/a.cjs',
    { import: undefined, require: './a.d.ts' },
  ],
  ['declarations alone', ['a.d.ts'], undefined, undefined, TYPES],
])('a pattern gives %s', (_, files, file, required, declared) => {
  expect(pathOf(files)).toEqual({ file, required, declared });
});

test('a path with a key of its own must lead to files', () => {
  const { './*': target } = EXPORTS;
  const exports = { './a': JSON.parse(JSON.stringify(target).replaceAll('*', 'a')) };
  expect(pathOf([], exports)).toEqual({ file: './esm/a.mjs', required: './cjs/a.cjs', declared: TYPES });
});
