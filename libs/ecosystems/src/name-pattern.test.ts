import { expect, test } from 'vitest';
import { namePattern } from './name-pattern.ts';

test.each([
  ['left', 'left', true],
  ['Left', 'lEFT', true],
  ['left', 'right', false],
  ['left-pad', 'left', false],
  ['@acme/sdk', '@acme/*', true],
  ['@ACME/sdk', '@acme/*', true],
  ['@acme/.hidden', '@acme/*', true],
  ['@acme/a/b', '@acme/*', false],
  ['@acme-corp/sdk', '@acme/*', false],
  ['acme', '@acme/*', false],
  ['acme-sdk', 'acme-*', true],
  ['acme-', 'acme-*', true],
  ['my-acme-sdk', 'acme-*', false],
  ['acme-1', 'acme-?', true],
  ['acme-12', 'acme-?', false],
  ['a/b', '*', false],
  ['a/b/c', 'a/**/c', true],
  ['a/b/d/c', 'a/**/c', false],
  ['example.com/a', 'example.com/[a-c]', true],
  ['example.com/d', 'example.com/[a-c]', false],
  ['example.com/d', 'example.com/[^a-c]', true],
  ['exampleXcom', 'example.com', false],
  // The syntax of other globs, which these patterns lack.
  ['a', '{a,b}', false],
  ['a', '!b', false],
  ['a', '+(a)', false],
  ['#a', '#a', true],
])('whether %s matches %s: %s', (name, pattern, matches) => {
  expect(namePattern(pattern)(name)).toBe(matches);
});
