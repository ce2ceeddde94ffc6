import { expect, test } from 'vitest';
import { listOtherHosts } from './other-hosts.ts';

test.each([
  ['none', { import: './a.js', require: './a.cjs' }, []],
  ['a browser', { browser: './b.js', default: './a.js' }, [['.', 'browser']]],
  ['one that shares a file with Node.js', { worker: './a.js', default: './a.js' }, []],
  ['its types alone', { browser: { types: './b.d.ts' }, default: './a.js' }, []],
  ['one within a module system', { import: { deno: './d.js', default: './a.js' } }, [['.', 'deno']]],
  [
    'one with conditions of its own',
    { bun: { import: './b.js', require: './b.cjs' }, default: './a.js' },
    [['.', 'bun']],
  ],
  ['a condition of the author alone', { '@acme/source': './src/a.js', default: './a.js' }, []],
  ['a subpath without anything for Node.js', { './w': { worker: './w.js' } }, []],
  ['a pattern', { './*': { browser: './b/*.js', default: './a/*.js' } }, [['./*', 'browser']]],
  ['a default that Node.js does not reach', { node: './n.js', default: './a.js' }, []],
])('finds hosts beside Node.js: %s', (_, exports, expected) => {
  expect(listOtherHosts(exports).map(({ subpath, condition }) => [subpath, condition])).toEqual(expected);
});

test('finds none without exports', () => {
  expect(listOtherHosts(undefined)).toEqual([]);
});
