import { expect, test } from 'vitest';
import { findMissingFiles } from './named-files.ts';

const FILES = ['package.json', 'dist/index.js', 'dist/index.d.ts', 'dist/parts/one.js', 'cli.js'];

test.each([
  [
    'all that is named is there',
    { exports: { '.': { types: './dist/index.d.ts', default: './dist/index.js' } } },
    [],
  ],
  [
    'exports',
    { exports: { '.': { types: './dist/gone.d.ts', default: './dist/index.js' } } },
    ['exports > . > types dist/gone.d.ts'],
  ],
  ['a pattern with a file', { exports: { './*': './dist/parts/*.js' } }, []],
  ['a pattern without one', { exports: { './*': './dist/other/*.js' } }, ['exports > ./* dist/other/*.js']],
  [
    'a pattern with several *',
    { exports: { './*': './dist/*/*.js', './parts/*': './dist/parts/*.js' } },
    ['exports > ./* dist/*/*.js'],
  ],
  [
    'a custom condition',
    {
      exports: {
        '.': { '@acme/source': './src/index.ts', default: './dist/index.js' },
        './*': { acme: './src/*.ts' },
      },
    },
    [],
  ],
  [
    'a condition that consumers set',
    { exports: { development: './src/index.js', types: './dist/index.d.ts', default: './dist/index.js' } },
    ['exports > development src/index.js'],
  ],
  [
    'a target in an array',
    { exports: { '.': [{ deno: './mod.ts' }, './dist/index.js'] } },
    ['exports > . > 0 > deno mod.ts'],
  ],
  ['main, completed', { main: 'dist' }, []],
  ['main, a folder', { main: './dist/', types: 'dist' }, []],
  ['main, the whole folder', { main: './' }, ['main ./']],
  ['an empty main', { main: '' }, []],
  ['types, by the JavaScript beside them', { types: './dist/index.js' }, []],
  ['types that typesVersions lead elsewhere', { types: './gone.d.ts', typesVersions: { '*': {} } }, []],
  ['main', { main: './dist/gone.js' }, ['main dist/gone.js']],
  ['types, completed', { types: './dist/index' }, []],
  ['types', { types: 'dist/gone.d.ts' }, ['types dist/gone.d.ts']],
  ['bin as text', { bin: './gone.js' }, ['bin gone.js']],
  ['bin by name', { bin: { a: 'cli.js', b: 'gone.js' } }, ['bin > b gone.js']],
])('%s', (_, fields, expected) => {
  const missing = findMissingFiles({ name: 'sdk', ...fields }, FILES);
  const found = missing.map(({ field, path }) => `${field.join(' > ')} ${path}`);
  expect(found).toEqual(expected);
});
