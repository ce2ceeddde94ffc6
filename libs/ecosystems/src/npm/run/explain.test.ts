import { expect, test } from 'vitest';
import { listExportedPaths } from '../export-map.ts';
import { packageFiles } from '../imports/package-files.ts';
import { walkImports } from '../imports/walk-imports.ts';
import type { PackageJson } from '../package-json.ts';
import { audienceOf } from './explain.ts';

/** Returns the audience of the first path of a package that consists of `a.js`. */
function audience(exports: PackageJson['exports'], source = '') {
  const packageJson: PackageJson = {
    name: 'sdk',
    type: 'module',
    ...(exports === undefined ? {} : { exports }),
  };
  const files = packageFiles(packageJson, ['a.js', 'b.js', 'index.js'], (file) =>
    file === 'b.js' ? '' : source,
  );
  const imports = walkImports({ node: ['a.js', 'index.js'], others: [] }, files);
  const [path] = listExportedPaths(packageJson, files.paths);
  return path && audienceOf(path, 'import', packageJson, imports);
}

test.each<[string, PackageJson['exports'], string | undefined, string]>([
  ["the package's own name", './a.js', undefined, 'anyone'],
  ["the package's own name without exports", undefined, undefined, 'anyone'],
  ['a subpath', { './page': './a.js' }, undefined, 'browser'],
  ['a condition of Node.js', { './page': { node: './a.js', default: './b.js' } }, undefined, 'node'],
  [
    'a condition of Node.js for the file of all',
    { '.': { node: './a.js', default: './a.js' } },
    undefined,
    'node',
  ],
  [
    'a nested condition of Node.js',
    { './p': { import: { node: './a.js' }, default: './b.js' } },
    undefined,
    'node',
  ],
  [
    'what is left where browsers have their own',
    { './p': { browser: './b.js', default: './a.js' } },
    undefined,
    'node',
  ],
  ['what browsers share', { './p': { browser: './a.js', default: './a.js' } }, undefined, 'browser'],
  ['an import of a file system', { './page': './a.js' }, `import 'node:fs'`, 'node'],
  ['a later import of it', { './page': './a.js' }, `const f = () => import('node:fs')`, 'browser'],
  ['an import that bundlers replace', { './page': './a.js' }, `import 'events'`, 'browser'],
])('%s', (_, exports, source, expected) => {
  expect(audience(exports, source)).toBe(expected);
});
