import { expect, test } from 'vitest';
import { isBelowCustomCondition, isKnownCondition } from './known-conditions.ts';

test.each(['import', 'types@>=5.0', 'development', 'workerd', 'react-server', 'svelte'])(
  'some consumer sets %s',
  (condition) => {
    expect(isKnownCondition(condition)).toBe(true);
  },
);

test.each([
  [['exports', '.', '@acme/source'], true],
  [['exports', '@acme/source'], true],
  [['exports', '.', 'import', 'source', 'default'], true],
  [['exports', './@acme/source'], false],
  [['exports', '.', '0', 'types@<5'], false],
  [['imports', '#own', 'acme-internal'], true],
  [['bin', '@acme/source'], false],
])('%j stands below a custom condition: %s', (path, expected) => {
  expect(isBelowCustomCondition(path)).toBe(expected);
});
