import { expect, test } from 'vitest';
import { acceptsGo } from './accepts.ts';

test.each([
  ['v1.2.3', '1.2.3', true],
  ['v1.2.0', '1.2.3', true],
  ['v0.1.0', '0.2.0', true],
  ['v1.2.3-dev.20260102030405', '1.2.3', true],
  ['v1.2.4-0.20260102030405-abcdefabcdef', '1.2.4', true],
  ['v2.0.0+incompatible', '2.1.0', true],
  ['v1.2.4', '1.2.3', false],
  ['v0.9.0', '1.0.0', false],
  ['v2.0.0', '1.2.3', false],
  ['main', '1.2.3', false],
  ['latest', '1.2.3', false],
  ['v1', '1.2.3', false],
])('whether a requirement of %s accepts %s: %s', (range, base, accepted) => {
  expect(acceptsGo(range, base)).toBe(accepted);
});
