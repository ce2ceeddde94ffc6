import { expect, test } from 'vitest';
import type { ExportedPath } from './export-map.ts';
import { typesProgram } from './user-programs.ts';

const path = (subpath: string, file: string | undefined, types = file): ExportedPath => ({
  subpath,
  specifier: subpath.replace('.', 'sdk'),
  file,
  required: file,
  declared: { import: types, require: types },
  matched: false,
});

const PATHS = [
  path('.', './dist/index.js'),
  path('./types', undefined, './types.d.ts'),
  path('./package.json', './package.json'),
  path('./style.css', './style.css'),
];

test('each path with code or declarations is compiled, in both module systems', () => {
  expect(typesProgram(PATHS, 'import')).toBe(
    'import * as path0 from "sdk"; export { path0 };\nimport * as path1 from "sdk/types"; export { path1 };\n',
  );
  expect(typesProgram(PATHS, 'require')).toBe(
    'import path0 = require("sdk"); export { path0 };\nimport path1 = require("sdk/types"); export { path1 };\n',
  );
});
