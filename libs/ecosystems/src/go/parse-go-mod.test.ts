import { expect, test } from 'vitest';
import { GoModSyntaxError, parseGoMod } from './parse-go-mod.ts';

const lines = (...text: string[]): string => text.join('\n');

test('a go.mod with everything in it', () => {
  const text = lines(
    '// Deprecated: use another one.', // 1
    'module example.com/one // the module',
    '',
    'go 1.24',
    'toolchain go1.24.1',
    '', // 6
    'require example.com/a v1.2.3',
    'require (',
    '\texample.com/b/v2 v2.0.0 // indirect',
    '',
    '\t// why it is here', // 11
    '\t"example.com/c" v0.0.0-20260102030405-abcdefabcdef',
    '\t`example.com/d` v1.0.0+incompatible',
    ')',
    'exclude example.com/a v1.2.2',
    'replace example.com/a => ../a', // 16
    'replace (',
    '\texample.com/b/v2 v2.0.0 => example.com/fork/v2 v2.1.0',
    '\texample.com/c v1.0.0 => "./with a space"',
    ')',
    'retract [v1.0.0, v1.1.0] // broken', // 21
    'retract (',
    '\tv1.1.5 // why',
    '\t[v1.2.0,v1.2.9]',
    ')',
    'tool example.com/a/cmd',
    'ignore ./testdata',
  );
  expect(parseGoMod(text)).toEqual({
    module: 'example.com/one',
    go: '1.24',
    requires: [
      { module: 'example.com/a', version: 'v1.2.3', line: 7 },
      { module: 'example.com/b/v2', version: 'v2.0.0', line: 9 },
      { module: 'example.com/c', version: 'v0.0.0-20260102030405-abcdefabcdef', line: 12 },
      { module: 'example.com/d', version: 'v1.0.0+incompatible', line: 13 },
    ],
    replaces: [
      {
        module: 'example.com/a',
        version: undefined,
        target: '../a',
        targetVersion: undefined,
        line: 16,
      },
      {
        module: 'example.com/b/v2',
        version: 'v2.0.0',
        target: 'example.com/fork/v2',
        targetVersion: 'v2.1.0',
        line: 18,
      },
      {
        module: 'example.com/c',
        version: 'v1.0.0',
        target: './with a space',
        targetVersion: undefined,
        line: 19,
      },
    ],
    excludes: [{ module: 'example.com/a', line: 15 }],
    retracts: [
      { low: 'v1.0.0', high: 'v1.1.0' },
      { low: 'v1.1.5', high: 'v1.1.5' },
      { low: 'v1.2.0', high: 'v1.2.9' },
    ],
    uses: [],
  });
});

test('a go.work', () => {
  const text = lines('go 1.24', 'use ./one', 'use (', '\t./two // second', ')', 'replace a => b v1.0.0');
  expect(parseGoMod(text)).toEqual({
    module: undefined,
    go: '1.24',
    requires: [],
    replaces: [{ module: 'a', version: undefined, target: 'b', targetVersion: 'v1.0.0', line: 6 }],
    excludes: [],
    retracts: [],
    uses: [
      { path: './one', line: 2 },
      { path: './two', line: 4 },
    ],
  });
});

test.each([
  ['nothing', ''],
  ['a comment alone', '// module x'],
  ['an empty block', 'require (\n)'],
  ['what a later Go may add', 'news example.com/x\nblock (\n\tx\n)'],
])('of %s there is nothing to tell', (_, text) => {
  expect(parseGoMod(text)).toEqual({
    module: undefined,
    go: undefined,
    requires: [],
    replaces: [],
    excludes: [],
    retracts: [],
    uses: [],
  });
});

const [require] = parseGoMod('require example.com/a v1.2.3').requires;

test.each([
  ['Windows line ends', 'require example.com/a v1.2.3\r\n'],
  ['tabs and many spaces', '\trequire\texample.com/a   v1.2.3\t'],
  ['a comment right behind', 'require example.com/a v1.2.3//indirect'],
  ['a quoted word', 'require "example.com/a" "v1.2.3"'],
])('%s make no difference', (_, text) => {
  expect(parseGoMod(text).requires).toEqual([require]);
});

test('a parenthesis needs no space before it', () => {
  expect(parseGoMod('require(\nexample.com/a v1.2.3\n)').requires).toEqual([{ ...require, line: 2 }]);
  expect(parseGoMod('replace(\na => ../a\n)').replaces).toHaveLength(1);
});

test.each([
  ['module', 1, '"module" lacks an argument'],
  ['module x\nrequire', 2, '"require" lacks an argument'],
  ['module x\n\nrequire example.com/a', 3, 'the requirement of example.com/a lacks a version'],
  ['require (\n\texample.com/a\n)', 2, 'the requirement of example.com/a lacks a version'],
  ['replace example.com/a', 1, 'the replacement of example.com/a lacks a target'],
  ['replace example.com/a =>', 1, 'the replacement of example.com/a lacks a target'],
  ['replace example.com/a v1.0.0', 1, 'the replacement of example.com/a lacks a target'],
  ['replace example.com/a v1.0.0 =>', 1, 'the replacement of example.com/a lacks a target'],
  ['require (\n\texample.com/a v1.0.0\n', 3, 'the block "require (" is not closed'],
  ['module "example.com/a', 1, 'a quote is not closed'],
  ['module x\nrequire `example.com/a v1.0.0', 2, 'a quote is not closed'],
])('%j is refused on line %i', (text, line, reason) => {
  const parse = () => parseGoMod(text);
  expect(parse).toThrow(GoModSyntaxError);
  expect(parse).toThrow(expect.objectContaining({ line, message: reason }));
});
