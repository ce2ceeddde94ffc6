import { describe, expect, test } from 'vitest';
import { exportedPaths, subpathsWithoutDefault } from './export-map.ts';

const FILES = [
  'package.json',
  'dist/index.js',
  'dist/index.d.ts',
  'dist/parts/one.js',
  'dist/parts/deep/two.js',
  'dist/parts/internal/three.js',
];

const specifiers = (exports: unknown) =>
  exportedPaths('@s/sdk', exports, FILES).map(({ specifier }) => specifier);

describe('exportedPaths', () => {
  test.each([
    ['no exports', undefined, ['@s/sdk']],
    ['a string', './dist/index.js', ['@s/sdk']],
    ['conditions', { types: './dist/index.d.ts', default: './dist/index.js' }, ['@s/sdk']],
    [
      'a map',
      { '.': './dist/index.js', './package.json': './package.json' },
      ['@s/sdk', '@s/sdk/package.json'],
    ],
    [
      'a pattern, by the files that are there',
      { './parts/*': './dist/parts/*.js' },
      ['@s/sdk/parts/one', '@s/sdk/parts/deep/two', '@s/sdk/parts/internal/three'],
    ],
    [
      'a pattern with a closed corner',
      { './parts/*': './dist/parts/*.js', './parts/internal/*': null },
      ['@s/sdk/parts/one', '@s/sdk/parts/deep/two'],
    ],
    [
      'a pattern that another entry takes a path from',
      { './parts/*': './dist/parts/*.js', './parts/one': './dist/index.js', './parts/internal/*': null },
      ['@s/sdk/parts/deep/two', '@s/sdk/parts/one'],
    ],
    ['a closed path', { '.': './dist/index.js', './dist/*': null }, ['@s/sdk']],
  ])('%s', (_, exports, expected) => {
    expect(specifiers(exports)).toEqual(expected);
  });

  test('leads to the file that an import in Node gets', () => {
    const dual = {
      node: { import: './dist/node.mjs', require: './dist/node.cjs' },
      default: './dist/index.js',
    };
    expect(exportedPaths('sdk', { '.': dual }, FILES)).toEqual([
      { specifier: 'sdk', file: './dist/node.mjs' },
    ]);
    expect(exportedPaths('sdk', ['./dist/index.js'], FILES)).toEqual([
      { specifier: 'sdk', file: './dist/index.js' },
    ]);
  });

  test('what no import can reach is a path all the same, so that importing it fails', () => {
    const exports = { '.': { types: './dist/index.d.ts' }, './cjs': { require: './dist/index.cjs' } };
    expect(exportedPaths('sdk', exports, FILES)).toEqual([
      { specifier: 'sdk', file: undefined },
      { specifier: 'sdk/cjs', file: undefined },
    ]);
  });
});

describe('subpathsWithoutDefault', () => {
  test.each([
    ['no exports', undefined, []],
    ['a string', './dist/index.js', []],
    ['types and default', { types: './i.d.ts', default: './i.js' }, []],
    ['import and require', { import: './i.js', require: './i.cjs' }, []],
    [
      'nested conditions with a default each',
      { import: { types: './i.d.ts', default: './i.js' }, default: './i.cjs' },
      [],
    ],
    ['types and import alone', { types: './i.d.ts', import: './i.js' }, ['.']],
    ['types alone', { '.': './i.js', './types': { types: './t.d.ts' } }, ['./types']],
    ['a condition of Node alone', { '.': { node: './i.js' } }, ['.']],
    [
      'a nested target without default',
      { '.': { import: { types: './i.d.ts' }, require: './i.cjs' } },
      ['.'],
    ],
    ['a closed path', { '.': './i.js', './internal/*': null }, []],
  ])('%s', (_, exports, expected) => {
    expect(subpathsWithoutDefault(exports)).toEqual(expected);
  });
});
