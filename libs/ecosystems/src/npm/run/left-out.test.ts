import { expect, test } from 'vitest';
import { newLeftOut } from './left-out.ts';

const { reasonOf, unknown } = newLeftOut(
  { './a': 'no a', '@s/sdk/b': 'no b', './c/*': 'no c', 'bin hi': 'no hi' },
  '@s/sdk',
);

test.each([
  ['./a', 'no a'],
  ['./b', 'no b'],
  ['./c/d/e', 'no c'],
  ['bin hi', 'no hi'],
  ['.', undefined],
  ['./c', undefined],
  ['./ab', undefined],
])('%s is left out because of: %s', (what, reason) => {
  expect(reasonOf(what)).toBe(reason);
});

test('the package itself has two names', () => {
  expect(newLeftOut({ '@s/sdk': 'no' }, '@s/sdk').reasonOf('.')).toBe('no');
  expect(newLeftOut({ '.': 'no' }, '@s/sdk').reasonOf('.')).toBe('no');
});

test('what nothing is called is unknown', () => {
  expect(unknown(['.', './a', './c/d'])).toEqual(['@s/sdk/b', 'bin hi']);
});
