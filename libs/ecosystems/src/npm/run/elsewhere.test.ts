import { describe, expect, test } from 'vitest';
import { adviseOn, explainElsewhere } from './elsewhere.ts';
import type { Audience } from './explain.ts';
import { describeFailure, type Failure, findMissingPackage } from './failure.ts';

const failure = (name: string, message: string, code?: string, stack = ''): Failure => ({
  ...{ name, message, stack },
  ...(code === undefined ? {} : { code }),
});
const undefinedName = (global: string): Failure => failure('ReferenceError', `${global} is not defined`);

describe('reasonElsewhere', () => {
  test.each<[string, Audience, boolean]>([
    ['document', 'browser', true],
    ['HTMLElement', 'browser', true],
    ['self', 'browser', true],
    ['Deno', 'browser', true],
    // Every user loads the package by its name first, some of them on a server.
    ['document', 'anyone', false],
    ['self', 'anyone', false],
    ['HTMLElement', 'anyone', true],
    ['Deno', 'anyone', true],
    ['document', 'node', false],
    ['HTMLElement', 'node', false],
    ['Bun', 'node', true],
    ['documnet', 'browser', false],
    ['exports', 'browser', false],
    ['__dirname', 'browser', false],
    ['__DEV__', 'browser', false],
  ])('a missing "%s" in what is made for %s: another host %s', (global, audience, expected) => {
    expect(explainElsewhere(undefinedName(global), audience) !== undefined).toBe(expected);
  });

  const scheme = (name: string): Failure =>
    failure(
      'Error',
      `Only URLs with a scheme in: file, data, and node are supported by the default ESM loader. Received protocol '${name}'`,
      'ERR_UNSUPPORTED_ESM_URL_SCHEME',
    );
  test.each<[string, Failure, string | undefined]>([
    ['a scheme of Bun', scheme('bun:'), 'it imports "bun:", which only its own host has'],
    ['a misspelt scheme', scheme('nod:'), undefined],
    ['a path of Windows', scheme('c:'), undefined],
    [
      'a required module of Bun',
      failure('Error', "Cannot find module 'bun:ffi'\nRequire stack:\n- a.js", 'MODULE_NOT_FOUND'),
      'it imports "bun:", which only its own host has',
    ],
    [
      'electron',
      failure('Error', "Cannot find package 'electron' imported from a.js", 'ERR_MODULE_NOT_FOUND'),
      'it imports "electron", which only its own host has',
    ],
    [
      'another package',
      failure('Error', "Cannot find package 'electronic' imported from a.js", 'ERR_MODULE_NOT_FOUND'),
      undefined,
    ],
    [
      'React Native',
      failure('SyntaxError', 'Unexpected token', undefined, '/x/node_modules/react-native/index.js:27\n'),
      'it imports "react-native", which only its own bundler can read',
    ],
    ['a syntax error', failure('SyntaxError', 'Unexpected token', undefined, '/x/a.js:27\n'), undefined],
    [
      'a library of another system',
      failure('Error', 'a.node: invalid ELF header', 'ERR_DLOPEN_FAILED'),
      'it loads a library of another system (Error [ERR_DLOPEN_FAILED]: a.node: invalid ELF header)',
    ],
    [
      'a library that lacks a symbol',
      failure('Error', 'undefined symbol: a', 'ERR_DLOPEN_FAILED'),
      undefined,
    ],
    ['a text that only looks like it', failure('Error', 'document is not defined'), undefined],
  ])('%s', (_, one, expected) => {
    expect(explainElsewhere(one, 'browser')).toBe(expected);
  });
});

test('advises what to do only where a failure may be meant', () => {
  expect(adviseOn(undefinedName('document'), 'anyone')).toMatch(/smoke\.skip/);
  expect(adviseOn(undefinedName('document'), 'node')).toBe('');
  expect(adviseOn(undefinedName('documnet'), 'anyone')).toBe('');
});

test.each([
  ["Cannot find package '@a/b' imported from /x", 'ERR_MODULE_NOT_FOUND', '@a/b'],
  ["Cannot find module 'a/b/c'\nRequire stack:", 'MODULE_NOT_FOUND', 'a'],
  ["Cannot find module './a'", 'MODULE_NOT_FOUND', undefined],
  ["Cannot find module '/x/a.js' imported from /x/b.js", 'ERR_MODULE_NOT_FOUND', undefined],
  ["Cannot find package 'a'", undefined, undefined],
])('of %j the missing package is %s', (message, code, expected) => {
  expect(findMissingPackage(failure('Error', message, code))).toBe(expected);
});

test('shows a failure in one line, without the smoke itself', () => {
  const message = "Cannot find module './a'\nRequire stack:\n- b.js\n- .smoke-programs/load-modules.mjs";
  expect(describeFailure(failure('Error', message, 'MODULE_NOT_FOUND'))).toBe(
    "Error [MODULE_NOT_FOUND]: Cannot find module './a' - b.js",
  );
});
