import { expect, test } from 'vitest';
import { acceptsNpm } from './accepts.ts';

test.each([
  ['^1.2.3', '1.9.0', true],
  ['~1.2.3', '1.3.0', false],
  ['^1.2.3', '2.0.0', false],
  ['1.2.3', '1.2.3', true],
  ['>=1.0.0 <2', '1.2.3', true],
  ['file:../sdk', '1.2.3', false],
])('%s accepts %s: %s', (range, base, accepted) => {
  expect(acceptsNpm(range, base)).toBe(accepted);
});
