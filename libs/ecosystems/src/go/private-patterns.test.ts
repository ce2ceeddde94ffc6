import { expect, test } from 'vitest';
import { patternsIn } from './private-patterns.ts';

test.each([
  [[], []],
  [['', '', ''], []],
  [['example.com/corp', 'example.com/corp', 'none'], ['example.com/corp']],
  [
    ['*.corp.example,example.com/a,', 'example.com/b', ''],
    ['*.corp.example', 'example.com/a', 'example.com/b'],
  ],
])('%j has the patterns %j', (settings, patterns) => {
  expect(patternsIn(settings)).toEqual(patterns);
});
