import { expect, it } from 'vitest';
import { findLostFiles, listFilesOutside } from './lost-files.ts';

const files = (contents: Readonly<Record<string, string>>): Map<string, Uint8Array> =>
  new Map(Object.entries(contents).map(([file, text]) => [file, Buffer.from(text)]));

const CODE = { 'src/a/__init__.py': '', 'src/a/client.py': 'code', 'src/a/deep/part.py': 'deep' };
const PACKED = {
  'a/__init__.py': '',
  'a/client.py': 'code',
  'a/deep/part.py': 'deep',
  'a-1.dist-info/RECORD': '',
};

it.each([
  ['all is packed', {}, {}, []],
  ['data beside the code', { 'src/a/schema.json': '{}' }, {}, ['src/a/schema.json as a/schema.json']],
  ['data that is packed', { 'src/a/schema.json': '{}' }, { 'a/schema.json': '{}' }, []],
  [
    'data in a folder without code',
    { 'src/a/data/x/y.sql': '' },
    {},
    ['src/a/data/x/y.sql as a/data/x/y.sql'],
  ],
  ['data of a package below', { 'src/a/deep/x.txt': '' }, {}, ['src/a/deep/x.txt as a/deep/x.txt']],
  ['a module', { 'src/a/left.py': '' }, {}, ['src/a/left.py as a/left.py']],
  [
    'tests, and what is no part of a package',
    { 'src/a/tests/x.json': '', 'src/a/.gitkeep': '', 'src/a/conftest.py': '' },
    {},
    [],
  ],
  [
    'what is beside of all packages',
    { 'README.md': '', 'src/notes.md': '', 'docs/a/schema.json': '' },
    {},
    [],
  ],
])('%s', (_, more, packed, lost) => {
  const found = findLostFiles(files({ ...PACKED, ...packed }), files({ ...CODE, ...more }));
  expect(found.map(({ source, place }) => `${source} as ${place}`)).toEqual(lost);
});

it('finds a folder that the build backend calls something else, and one without a folder of sources', () => {
  const renamed = files({ 'code/client.py': 'code', 'code/x.json': '{}' });
  expect(findLostFiles(files({ 'a/b/client.py': 'code' }), renamed)).toEqual([
    { source: 'code/x.json', place: 'a/b/x.json' },
  ]);
  const flat = files({ 'a/__init__.py': '', 'a/x.json': '{}', 'single.py': '', 'y.json': '' });
  expect(findLostFiles(files({ 'a/__init__.py': '', 'single.py': '' }), flat)).toEqual([
    { source: 'a/x.json', place: 'a/x.json' },
  ]);
});

it('takes no empty file of another folder for the source of an empty one', () => {
  const sources = files({ 'x/b/__init__.py': '', 'x/b/data.json': '' });
  expect(findLostFiles(files({ 'a/c/__init__.py': '' }), sources)).toEqual([]);
});

it('knows from where code that goes up would reach what lies outside', () => {
  const sources = files({ ...CODE, VERSION: '1', 'src/notes.md': '', 'src/a/schema.json': '{}' });
  expect(listFilesOutside(files(PACKED), sources)).toEqual([
    { source: 'VERSION', place: '../VERSION' },
    { source: 'src/notes.md', place: 'notes.md' },
  ]);
  expect(listFilesOutside(files({ 'a/x.py': 'x' }), files({ 'a/x.py': 'x', VERSION: '1' }))).toEqual([
    { source: 'VERSION', place: 'VERSION' },
  ]);
});
