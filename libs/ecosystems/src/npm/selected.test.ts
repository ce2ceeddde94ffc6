import { expect, test } from 'vitest';
import { inScratchFolder } from '../world/scratch-folder.ts';
import type { Lock } from './lock.ts';
import { readSelectedNpm } from './selected.ts';
import { writeFiles } from './testing/sample-package.ts';

const LOCK: Lock = {
  lockfileVersion: 3,
  packages: {
    '': { dependencies: { '@s/sdk': '^1.0.0' } },
    'node_modules/@s/sdk': { version: '1.0.0-dev.1', integrity: 'sha512-a' },
    'node_modules/other': { version: '2.0.0', integrity: 'sha512-b' },
    'node_modules/other/node_modules/@s/sdk': { version: '0.9.0', integrity: 'sha512-c' },
    'node_modules/alias': { name: '@s/sdk', version: '1.0.0-dev.1', integrity: 'sha512-a' },
  },
};

test('what is selected is read at any depth; a link is no version, and bears no digest', async () => {
  const packages = { ...LOCK.packages, 'node_modules/linked': { resolved: '../linked', link: true } };
  await inScratchFolder('lock', async (folder) => {
    await writeFiles(folder, { 'package-lock.json': JSON.stringify({ ...LOCK, packages }) });
    expect(await readSelectedNpm(folder, ['@s/sdk', 'linked', 'absent'])).toEqual([
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
    await expect(readSelectedNpm(folder, ['@s/sdk'])).rejects.toMatchObject({ code: 'MANIFEST_UNREADABLE' });
  });
});
