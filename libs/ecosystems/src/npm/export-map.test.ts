import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../world/testing/temporary-folder.ts';
import {
  type ExportedPath,
  findForeignSubpaths,
  findSubpathsWithoutDefault,
  listExportedPaths,
} from './export-map.ts';

const FILES = [
  'package.json',
  'dist/index.js',
  'dist/index.d.ts',
  'dist/parts/one.js',
  'dist/parts/deep/two.js',
  'dist/parts/internal/three.js',
  'dist/same/same.js',
  'dist/same/other.js',
  'dist/only-types/four.d.ts',
];

const CONDITIONS = ['import', 'require', 'node', 'default', 'types', 'browser', '@acme/source'];

const pathsOf = (exports: unknown, files = FILES): ExportedPath[] =>
  listExportedPaths({ name: '@s/sdk', exports: exports as never }, files);
const specifiers = (exports: unknown) => pathsOf(exports).map(({ specifier }) => specifier);

describe('exportedPaths', () => {
  test.each([
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
    ['a pattern with several * in its target', { './*': './dist/*/*.js' }, ['@s/sdk/same']],
    [
      'a pattern of declarations alone',
      { './t/*': { types: './dist/only-types/*.d.ts' } },
      ['@s/sdk/t/four'],
    ],
    [
      'a pattern whose conditions match other files',
      { './*': { types: './dist/only-types/*.d.ts', default: './dist/same/*.js' } },
      ['@s/sdk/same', '@s/sdk/other', '@s/sdk/four'],
    ],
    ['a pattern whose target has none', { './any/*': './dist/index.js' }, []],
    ['a closed path', { '.': './dist/index.js', './dist/*': null }, ['@s/sdk']],
    [
      'what another host alone reaches',
      { '.': './dist/index.js', './sw': { browser: './sw.js' } },
      ['@s/sdk'],
    ],
  ])('%s', (_, exports, expected) => {
    expect(specifiers(exports).sort()).toEqual(expected.sort());
  });

  test('leads to the files that import, require and tsc get', () => {
    const dual = {
      types: './dist/index.d.ts',
      node: { import: './dist/node.mjs', require: './dist/node.cjs' },
      default: './dist/index.js',
    };
    const root = { subpath: '.', specifier: '@s/sdk', matched: false };
    expect(pathsOf({ '.': dual })).toEqual([
      {
        ...root,
        file: './dist/node.mjs',
        required: './dist/node.cjs',
        declared: { import: './dist/index.d.ts', require: './dist/index.d.ts' },
      },
    ]);
    const only = './dist/index.js';
    expect(pathsOf([null, { deno: './mod.ts' }, only])).toEqual([
      { ...root, file: only, required: only, declared: { import: only, require: only } },
    ]);
  });

  test('declarations alone lead to nothing that runs', () => {
    expect(pathsOf({ './types': { types: './dist/index.d.ts' } })).toMatchObject([
      { subpath: './types', file: undefined, required: undefined, declared: { import: './dist/index.d.ts' } },
    ]);
  });

  test.each([
    [{}, ['index.js', 'index.d.ts'], { code: './index.js', types: './index.d.ts' }],
    [{ main: './', types: './' }, ['index.js', 'index.d.ts'], { code: './index.js', types: './index.d.ts' }],
    [{ main: 'lib' }, ['lib/index.js'], { code: './lib/index.js', types: './lib/index.js' }],
    [{ main: 'lib' }, ['lib.js', 'lib/index.js'], { code: './lib.js', types: './lib.js' }],
    [{ main: './data' }, ['data.json'], { code: './data.json', types: './data.json' }],
    [{ main: '', types: 'index.d.ts' }, ['index.d.ts'], { code: undefined, types: './index.d.ts' }],
    [{ typings: './t' }, ['index.js', 't.d.ts'], { code: './index.js', types: './t.d.ts' }],
  ])('without exports, %j with %j', (fields, files, { code, types }) => {
    expect(listExportedPaths({ name: 'sdk', ...fields }, files)).toMatchObject([
      { specifier: 'sdk', file: code, required: code, declared: { import: types, require: types } },
    ]);
  });

  test('a package with a program alone has nothing to import', () => {
    expect(listExportedPaths({ name: 'sdk', bin: './cli.js' }, ['cli.js', 'package.json'])).toEqual([]);
  });

  test('agrees with Node on what require loads', async () => {
    await using folder = await temporaryFolder('exports');
    const files = ['a.js', 'b.js', 'd/q.js', 'd/q/q.js', 'e/q-q.js'];
    const targets = (...leaves: string[]): fc.Arbitrary<unknown> =>
      fc.letrec((tie) => ({
        leaf: fc.oneof(fc.constantFrom(...leaves), fc.constant(null)),
        array: fc.array(tie('target'), { maxLength: 3 }),
        object: fc.dictionary(fc.constantFrom(...CONDITIONS), tie('target'), { minKeys: 1, maxKeys: 3 }),
        target: fc.oneof({ maxDepth: 3 }, tie('leaf'), tie('array'), tie('object')),
      })).target;
    const pattern = targets('./d/*.js', './d/*/*.js', './e/*-*.js');
    const map = fc.record({ '.': targets('./a.js', './b.js'), './f/*': pattern, './f/in/*': pattern });
    let count = 0;
    const property = fc.asyncProperty(map, async (exports) => {
      const name = `p${count++}`;
      const root = path.join(folder.path, 'node_modules', name);
      for (const file of files) {
        await mkdir(path.join(root, path.dirname(file)), { recursive: true });
        await writeFile(path.join(root, file), '');
      }
      await writeFile(path.join(root, 'package.json'), JSON.stringify({ name, exports }));
      const { resolve } = createRequire(path.join(folder.path, 'user.js'));
      const found = listExportedPaths({ name, exports: exports as never }, files);
      for (const { specifier, required } of found)
        if (required !== undefined && !required.includes('*') && files.includes(required.slice(2)))
          expect(resolve(specifier)).toBe(path.join(root, required));
      for (const subpath of ['', '/f/q']) {
        const listed = found.find(({ specifier }) => specifier === `${name}${subpath}`)?.required;
        if (listed === undefined) expect(() => resolve(`${name}${subpath}`)).toThrow();
      }
    });
    await fc.assert(property, { numRuns: 200 });
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
    ['require alone', { '.': './i.js', './cjs': { require: './i.cjs' } }, ['./cjs']],
    ['types alone', { '.': './i.js', './types': { types: './t.d.ts' } }, []],
    ['a condition of Node alone', { '.': { node: './i.js' } }, []],
    ['an import of Node alone', { '.': { node: { import: './i.js' } } }, ['.']],
    ['another host alone', { '.': './i.js', './sw': { worker: './sw.js' } }, []],
    ['a custom condition alone', { '.': './i.js', './src': { '@acme/source': './src/i.ts' } }, []],
    [
      'a nested target without default',
      { '.': { import: { types: './i.d.ts' }, require: './i.cjs' } },
      ['.'],
    ],
    ['a closed path', { '.': './i.js', './internal/*': null }, []],
    ['an array', { '.': [{ import: './i.js' }, './i.cjs'] }, []],
  ])('%s', (_, exports, expected) => {
    expect(findSubpathsWithoutDefault(exports)).toEqual(expected);
  });
});

test.each([
  [{ '.': './i.js' }, []],
  [{ '.': './i.js', './sw': { browser: './sw.js' } }, [['./sw', ['browser']]]],
  [{ './w': { types: './w.d.ts', import: { worker: './w.js' } } }, [['./w', ['import', 'worker']]]],
  [{ './types': { types: './t.d.ts' } }, []],
  [{ './src': { '@acme/source': './src/i.ts' } }, []],
  [{ './closed': null }, []],
])('of %j Node can not load %j', (exports, expected) => {
  expect(findForeignSubpaths(exports).map(({ subpath, conditions }) => [subpath, conditions])).toEqual(
    expected,
  );
});
