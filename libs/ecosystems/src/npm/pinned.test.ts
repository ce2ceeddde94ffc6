import { expect, test } from 'vitest';
import { pinSdks } from './pinned.ts';

const PINS = [{ name: '@s/sdk', version: '1.0.0-dev.1' }];

test('every direct range becomes the exact version, and whoever else requires the SDK gets it too', () => {
  const packageJson = {
    name: 'service',
    dependencies: { '@s/sdk': '^1.0.0', third: '^2.0.0' },
    devDependencies: { '@s/sdk': '1.x' },
    custom: true,
  };
  expect(pinSdks(packageJson, PINS)).toEqual({
    name: 'service',
    dependencies: { '@s/sdk': '1.0.0-dev.1', third: '^2.0.0' },
    devDependencies: { '@s/sdk': '1.0.0-dev.1' },
    custom: true,
    overrides: { '@s/sdk': '1.0.0-dev.1' },
  });
});

test('other overrides stay, those below the SDK too', () => {
  const overrides = { third: '2.0.1', '@s/sdk': { fourth: '3.0.0' } };
  expect(pinSdks({ name: 'service', overrides }, PINS).overrides).toEqual({
    third: '2.0.1',
    '@s/sdk': { fourth: '3.0.0', '.': '1.0.0-dev.1' },
  });
});
