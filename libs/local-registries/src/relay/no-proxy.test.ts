import { expect, test } from 'vitest';
import { isExempt } from './no-proxy.ts';

test.each([
  ['registry.test', 'registry.test', true],
  ['registry.test', 'REGISTRY.test', true],
  ['npm.registry.test', 'registry.test', true],
  ['npm.registry.test', '.registry.test', true],
  ['npm.registry.test', '*.registry.test', true],
  ['myregistry.test', 'registry.test', false],
  ['registry.test.evil', 'registry.test', false],
  ['registry.test', 'other.test, registry.test', true],
  ['registry.test', 'other.test registry.test', true],
  ['registry.test', 'registry.test:443', true],
  ['registry.test', 'registry.test:8443', false],
  ['registry.test', '*', true],
  ['registry.test', '', false],
  ['10.1.2.3', '10.0.0.0/8', true],
  ['11.1.2.3', '10.0.0.0/8', false],
  ['registry.test', '10.0.0.0/8', false],
  ['10.1.2.3', '10.1.2.3', true],
  ['fd00::1', 'fd00::/8', true],
  ['10.1.2.3', 'fd00::/8', false],
  ['fd00::1', 'fd00::1', true],
  ['fd00::1', '[fd00::1]:443', true],
  ['fd00::1', '[fd00::1]:8443', false],
])('%s with NO_PROXY=%s: %s', (host, noProxy, exempt) => {
  expect(isExempt(host, 443, noProxy)).toBe(exempt);
});
