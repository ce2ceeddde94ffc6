import { expect, test } from 'vitest';
import { explainPlatformRefusal } from './platform.ts';

test.each([
  [{}, undefined],
  [{ os: ['linux', 'darwin'], cpu: ['x64'] }, undefined],
  [{ os: 'linux' }, undefined],
  [{ os: ['any'] }, undefined],
  [{ os: ['!win32'] }, undefined],
  [{ os: ['win32'] }, '"os" in package.json does not allow linux'],
  [{ os: ['!linux'] }, '"os" in package.json does not allow linux'],
  [{ cpu: ['arm64', '!x64'] }, '"cpu" in package.json does not allow x64'],
])('%j on Linux with x64', (fields, expected) => {
  expect(explainPlatformRefusal({ name: 'sdk', ...fields }, 'linux', 'x64')).toBe(expected);
});
