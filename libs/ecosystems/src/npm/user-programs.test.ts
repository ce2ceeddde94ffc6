import { expect, test } from 'vitest';
import { importProgram, typesProgram } from './user-programs.ts';

const PATHS = [
  { specifier: 'sdk', file: './dist/index.js' },
  { specifier: 'sdk/unreachable', file: undefined },
  { specifier: 'sdk/package.json', file: './package.json' },
  { specifier: 'sdk/style.css', file: './style.css' },
];

test('each module and each JSON file is imported', () => {
  expect(importProgram(PATHS)).toContain(
    'of [["sdk",{}],["sdk/unreachable",{}],["sdk/package.json",{"with":{"type":"json"}}]])',
  );
});

test('each module must have types', () => {
  expect(typesProgram(PATHS)).toBe(
    'export * as path0 from "sdk";\nexport * as path1 from "sdk/unreachable";\n',
  );
});
