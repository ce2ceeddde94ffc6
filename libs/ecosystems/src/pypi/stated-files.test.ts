import { expect, it } from 'vitest';
import { parsePyproject } from './pyproject.ts';
import { listStatedFiles } from './stated-files.ts';

const named = (text: string): string[] =>
  listStatedFiles(parsePyproject('f', `[project]\nname = "a"\n${text}`)).map(
    ({ file, what, line }) => `${line} ${what} ${file}`,
  );

it.each([
  ['', []],
  ['readme = "README.md"\nlicense = "MIT"\n', ['3 readme README.md']],
  [
    'readme = { file = "docs/R.rst" }\nlicense = { file = "COPYING" }\n',
    ['3 readme docs/R.rst', '4 licence COPYING'],
  ],
  ['readme = { text = "a" }\nlicense = { text = "b" }\n', []],
  [
    'license-files = [\n  "LICENSE",\n  "licences/*.txt",\n  "NOTICE",\n]\n',
    ['4 licence LICENSE', '6 licence NOTICE'],
  ],
  // The form before PEP 639.
  ['license-files = { paths = ["LICENSE"] }\n', []],
])('of %j', (text, files) => {
  expect(named(text)).toEqual(files);
});
