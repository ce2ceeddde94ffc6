import { expect, test } from 'vitest';
import { parseGoMod } from './parse-go-mod.ts';
import { findUndeclaredModules } from './undeclared-modules.ts';

const USER = `module sandbox

go 1.26.0

require example.com/sdk v1.0.0

require (
	example.com/a v1.0.0 // indirect
	example.com/b v1.0.0 // indirect
)
`;

test.each([
  ['go 1.24\n\nrequire example.com/a v1.0.0\n', ['example.com/b']],
  ['go 1.26.0\n\nrequire (\n\texample.com/a v0.9.0\n\texample.com/b v1.0.0 // indirect\n)\n', []],
  ['go 1.17\n', ['example.com/a', 'example.com/b']],
  ['go 1.16\n', []],
  ['', []],
])('a module with %j requires nothing for %j', (text, modules) => {
  const own = parseGoMod(`module example.com/sdk\n\n${text}`);
  expect(findUndeclaredModules(own, parseGoMod(USER))).toEqual(modules);
});
