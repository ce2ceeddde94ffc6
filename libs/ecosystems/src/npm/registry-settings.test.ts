import { expect, test } from 'vitest';
import { findRegistrySettings } from './registry-settings.ts';

test.each([
  ['registry=https://example.com/', [['registry', 1]]],
  ['fund=false\r\n@s:registry = https://example.com/\r\n', [['@s:registry', 2]]],
  ['"@s:registry"="https://example.com/"', [['@s:registry', 1]]],
  ['registry=https://a.example/\nregistry=https://b.example/', [['registry', 2]]],
  [
    '; registry=https://example.com/\n# registry=x\n//example.com/:_authToken=t\nreplace-registry-host=never',
    [],
  ],
  ['[section]\nregistry=https://example.com/', []],
])('%j sets %j', (npmrc, expected) => {
  expect(findRegistrySettings(npmrc).map(({ setting, line }) => [setting, line])).toEqual(expected);
});
