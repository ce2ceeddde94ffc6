import { expect, test } from 'vitest';
import { type Lock, thirdPartiesOf } from './lock.ts';

const LOCK: Lock = {
  name: 'service',
  lockfileVersion: 3,
  requires: true,
  packages: {
    '': { dependencies: { '@s/sdk': '^1.0.0' } },
    'node_modules/@s/sdk': {
      version: '1.0.0-dev.1',
      integrity: 'sha512-a',
      resolved: 'https://example.com/a.tgz',
    },
    'node_modules/@s/sdk/node_modules/third': { version: '1.0.0' },
    'node_modules/@s/sdk-extra': { version: '3.0.0' },
    'node_modules/other': { version: '2.0.0', resolved: 'https://example.com/b.tgz', integrity: 'sha512-b' },
    'node_modules/other/node_modules/@s/sdk': { version: '0.9.0', integrity: 'sha512-c' },
    'node_modules/alias': { name: '@s/sdk', version: '1.0.0-dev.1', integrity: 'sha512-a' },
  },
};

test('third parties stay, without addresses; the SDKs go, at any depth and under any name', () => {
  const legacy = { ...LOCK, lockfileVersion: 2, dependencies: { other: {} } };
  expect(thirdPartiesOf(legacy, ['@s/sdk'])).toEqual({
    name: 'service',
    lockfileVersion: 2,
    requires: true,
    packages: {
      '': { dependencies: { '@s/sdk': '^1.0.0' } },
      'node_modules/@s/sdk-extra': { version: '3.0.0' },
      'node_modules/other': { version: '2.0.0', integrity: 'sha512-b' },
    },
  });
});
