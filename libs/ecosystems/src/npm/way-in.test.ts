import { expect, test } from 'vitest';
import { explainMissingWayIn, findUnpackedRoots } from './way-in.ts';

const UNASKED = ['package.json', 'README.md', 'LICENSE', 'CHANGELOG.md'];

test.each([
  ['an index.js', {}, ['index.js']],
  ['declarations', { types: './i.d.ts' }, ['i.d.ts']],
  ['a program', { bin: './cli.js' }, ['cli.js']],
  ['a program, with all else closed', { bin: './cli.js', exports: {} }, ['cli.js']],
  ['settings', {}, ['tsconfig.json']],
  ['a subpath for browsers', { exports: { './sw': { browser: './sw.js' } } }, ['sw.js']],
  ['styles', { exports: { './style.css': './style.css' } }, ['style.css']],
])('a package with %s is of use', (_, fields, files) => {
  expect(explainMissingWayIn({ name: 'sdk', ...fields }, [...UNASKED, ...files])).toBeUndefined();
});

test.each([
  ['only what npm packs unasked', {}, [], 'packs nothing'],
  ['no exports', { exports: {} }, ['index.js'], 'no file'],
  ['closed exports', { exports: { './internal/*': null } }, ['internal/a.js'], 'no file'],
  ["its author's own condition alone", { exports: { '@acme/source': './src/i.ts' } }, ['i.js'], 'no file'],
])('a package with %s is of none', (_, fields, files, why) => {
  expect(explainMissingWayIn({ name: 'sdk', ...fields }, [...UNASKED, ...files])).toContain(why);
});

test.each([
  [{}, ['lib/a.js'], ['index.js', 'index.d.ts']],
  [{ types: './lib/a.d.ts' }, ['lib/a.d.ts'], ['index.js']],
  [{ main: './lib/a.js' }, ['lib/a.js'], []],
  [{ bin: './cli.js' }, ['cli.js'], []],
  [{ exports: './lib/a.js' }, ['lib/a.js'], []],
  [{}, ['index.js', 'index.d.ts'], []],
])('%j that packs %j leaves out %j', (fields, packed, expected) => {
  const folder = ['index.js', 'index.d.ts', 'package.json'];
  expect(findUnpackedRoots({ name: 'sdk', ...fields }, packed, folder)).toEqual(expected);
});
