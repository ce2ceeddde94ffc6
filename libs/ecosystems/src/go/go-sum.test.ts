import { expect, test } from 'vitest';
import { goSumOf } from './go-sum.ts';

test('the two lines of a module are told apart', () => {
  const text =
    'example.com/a v1.2.3 h1:zip=\n' +
    'example.com/a v1.2.3/go.mod h1:mod=\n' +
    'example.com/b/v2 v2.0.0+incompatible h1:other=\n';
  expect(goSumOf(text)).toEqual([
    { module: 'example.com/a', version: 'v1.2.3', of: 'zip', hash: 'h1:zip=' },
    { module: 'example.com/a', version: 'v1.2.3', of: 'go.mod', hash: 'h1:mod=' },
    { module: 'example.com/b/v2', version: 'v2.0.0+incompatible', of: 'zip', hash: 'h1:other=' },
  ]);
});

test.each(['', '\n\n', 'example.com/a', 'example.com/a v1.2.3'])('of %j there is none', (text) => {
  expect(goSumOf(text)).toEqual([]);
});

test('Windows line ends do not become part of a hash', () => {
  expect(goSumOf('example.com/a v1.2.3 h1:zip=\r\n')[0]?.hash).toBe('h1:zip=');
});
