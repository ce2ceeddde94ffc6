import path from 'node:path';
import { expect, test } from 'vitest';
import { ecosystemNames, namesIn } from './ecosystem-names.ts';

test('nothing but an ecosystem itself, its embedded registry and tests knows it by name', async () => {
  expect(await ecosystemNames(path.resolve(import.meta.dirname, '..', '..'))).toEqual([]);
});

test.each([
  ["if (id === 'npm') {}", 'npm'],
  ['const id = `pypi`;', 'pypi'],
  ["type Id = 'npm' | 'x';", 'npm'],
  ['const ids = [\'a\', "go"] as const;', 'go'],
  ['const names = { go: [] };', 'go'],
  ["const names = { 'pypi': [] };", 'pypi'],
  ['names.npm.push(name);', 'npm'],
  ["names['npm'].push(name);", 'npm'],
  ['interface Names { readonly pypi: string }', 'pypi'],
  ["writeVersionJson('python');", 'python'],
  ["existsSync('go.mod');", 'go.mod'],
  ['environment.PACKAGES_NPM_URL;', 'PACKAGES_NPM_URL'],
])('%s names %s', (code, name) => {
  expect(namesIn('a.ts', `\n${code}`)).toEqual([{ file: 'a.ts', line: 2, name }]);
});

test.each([
  "import { npm } from './npm/index.ts';",
  'const all = [npm, pypi, go];',
  "const sentence = 'as npm does';",
  `const text = \`$\{npm} go\`;`,
  'names[npm]; // go',
  'const { [npm]: found } = names;',
])('%s names none', (code) => expect(namesIn('a.ts', code)).toEqual([]));
