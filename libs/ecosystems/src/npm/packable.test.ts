import { expect, test } from 'vitest';
import { parseJsonFile } from './json-file.ts';
import { checkPackable } from './packable.ts';
import { packageJsonSchema } from './package-json.ts';

const check = (fields: object) => {
  const text = JSON.stringify({ name: '@s/sdk', version: '1.2.3', ...fields }, null, 1);
  checkPackable(parseJsonFile('package.json', text, packageJsonSchema), 'sdk/package.json');
};

test.each([
  {},
  { name: 'sdk' },
  { private: false },
  { dependencies: { a: '^1.0.0', b: 'npm:c@^1', d: 'latest' } },
  { devDependencies: { a: 'file:../a' } },
  { publishConfig: { access: 'public' } },
  { bundleDependencies: [], bundledDependencies: false },
])('%j can be packed', (fields) => {
  expect(() => check(fields)).not.toThrow();
});

test.each([
  [{ name: '@S/sdk' }, 'package.json:2 names the package "@S/sdk"'],
  [{ name: 'my sdk' }, 'names the package'],
  [{ name: '.sdk' }, 'names the package ".sdk", which npm does not take (name cannot start with a period)'],
  [{ name: '_sdk' }, 'names the package'],
  [{ name: 'node_modules' }, 'names the package'],
  [{ name: '@s/sdk!' }, 'names the package'],
  [{ name: '@s/sdk/more' }, 'names the package'],
  [{ name: 'fs' }, 'names the package'],
  [{ name: 'a'.repeat(215) }, 'names the package'],
  [{ private: true }, 'package.json:4 says "private": true'],
  [{ bundleDependencies: ['a'] }, 'package.json:4 has bundleDependencies'],
  [{ bundledDependencies: true }, 'has bundledDependencies'],
  [{ dependencies: { a: 'file:../a' } }, 'package.json:5 requires a from "file:../a"'],
  [{ peerDependencies: { a: 'workspace:*' } }, 'requires a from "workspace:*"'],
  [{ optionalDependencies: { a: 'git+https://example.com/a.git' } }, 'requires a from "git+https:'],
  [{ dependencies: { a: 'catalog:' } }, 'requires a from "catalog:"'],
  [{ dependencies: { a: 'link:../a' } }, 'requires a from "link:../a"'],
  [{ publishConfig: { registry: 'https://example.com' } }, 'package.json:5 sets publishConfig.registry'],
])('%j can not', (fields, message) => {
  expect(() => check(fields)).toThrow(message);
});

test('everything is named at once', () => {
  expect(() => check({ private: true, dependencies: { a: '../a' } })).toThrow(/private.*\n.*requires a/);
});
