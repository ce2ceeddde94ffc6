import { expect, test } from 'vitest';
import { sharedGoInputs } from './shared-inputs.ts';

test.each([
  ['.', []],
  ['sdk', ['LICENSE', '.gitattributes']],
  ['sdks/go', ['LICENSE', 'sdks/.gitattributes', '.gitattributes']],
])('a module in %s shares %j', (root, shared) => {
  expect(sharedGoInputs(root)).toEqual(shared);
});
