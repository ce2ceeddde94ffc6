import { expect, test } from 'vitest';
import { inScratchFolder } from '../world/scratch-folder.ts';
import { type Lock, selectedNpm, thirdPartiesOf } from './lock.ts';
import { writeFiles } from './testing/sample-package.ts';

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

test('what is selected is read at any depth; a link is no version, and bears no digest', async () => {
  const packages = { ...LOCK.packages, 'node_modules/linked': { resolved: '../linked', link: true } };
  await inScratchFolder('lock', async (folder) => {
    await writeFiles(folder, { 'package-lock.json': JSON.stringify({ ...LOCK, packages }) });
    expect(await selectedNpm(folder, ['@s/sdk', 'linked', 'absent'])).toEqual([
      { name: '@s/sdk', version: '1.0.0-dev.1', integrities: ['sha512-a'] },
      { name: '@s/sdk', version: '0.9.0', integrities: ['sha512-c'] },
      { name: '@s/sdk', version: '1.0.0-dev.1', integrities: ['sha512-a'] },
      { name: 'linked', version: 'a link', integrities: [] },
    ]);
  });
});

test('a lock of a format without "packages" is refused', async () => {
  await inScratchFolder('lock', async (folder) => {
    await writeFiles(folder, { 'package-lock.json': '{ "lockfileVersion": 1, "dependencies": {} }' });
    await expect(selectedNpm(folder, ['@s/sdk'])).rejects.toMatchObject({ code: 'MANIFEST_UNREADABLE' });
  });
});
