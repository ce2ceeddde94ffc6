import { expect, test } from 'vitest';
import { binsOf } from './bins.ts';

test.each([
  ['#!/usr/bin/env node\ncode()', 'node', []],
  ['#!/usr/bin/env node\r\ncode()', 'node', []],
  ['#! /usr/bin/node --no-warnings', 'node', ['--no-warnings']],
  ['#!/usr/bin/env -S node --import tsx', 'node', ['--import', 'tsx']],
  ['#!/usr/bin/env -S NODE_OPTIONS=--x node --y', 'node', ['--y']],
  ['#!/usr/bin/env nodejs', 'node', []],
  ['#!/usr/bin/env bun', 'bun', []],
  ['#!/bin/sh\nexec node "$0"', 'sh', []],
  ['code()', 'node', []],
])('reads what starts a program: %j', (source, interpreter, flags) => {
  expect(binsOf({ name: '@s/sdk', bin: './cli.js' }, () => source)).toEqual([
    { name: 'sdk', file: 'cli.js', interpreter, flags },
  ]);
});

test('names programs as npm does, and knows that a file without an ending may be anything', () => {
  const bins = binsOf({ name: 'sdk', bin: { '@s/a': './bin/a', b: 'b.cjs' } }, () => 'code');
  expect(bins).toEqual([
    { name: 'a', file: 'bin/a', interpreter: undefined, flags: [] },
    { name: 'b', file: 'b.cjs', interpreter: 'node', flags: [] },
  ]);
});
