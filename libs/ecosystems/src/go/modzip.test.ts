import path from 'node:path';
import { expect, test } from 'vitest';
import { newRepository } from '../history/testing/repository.ts';
import { checkModuleZip, createModuleZip } from './modzip.ts';

const MODULE = 'example.com/sdk';

test('a zip is packed and checked by the same rules, to the same hash, which other content does not have', async () => {
  await using folder = await newRepository();
  const at = (file: string) => path.join(folder.root, file);
  await folder.write({ 'sdk/go.mod': `module ${MODULE}\n`, 'sdk/a.go': 'package sdk\n' });
  const hash = await createModuleZip(MODULE, 'v1.2.3', at('sdk'), at('one.zip'));
  expect(hash).toMatch(/^h1:[A-Za-z0-9+/]{43}=$/);
  expect(await checkModuleZip(MODULE, 'v1.2.3', at('one.zip'))).toBe(hash);
  await expect(checkModuleZip(MODULE, 'v1.2.4', at('one.zip'))).rejects.toThrow('v1.2.4');

  await folder.write({ 'sdk/a.go': 'package other\n' });
  expect(await createModuleZip(MODULE, 'v1.2.3', at('sdk'), at('other.zip'))).not.toBe(hash);
});

test('what no module may hold is refused, with the rule', async () => {
  await using folder = await newRepository();
  await folder.write({
    'sdk/go.mod': `module ${MODULE}\n`,
    'sdk/One.go': 'package sdk\n',
    'sdk/one.go': 'package sdk\n',
  });
  const packing = createModuleZip(
    MODULE,
    'v1.2.3',
    path.join(folder.root, 'sdk'),
    path.join(folder.root, 'sdk.zip'),
  );
  await expect(packing).rejects.toThrow(
    expect.objectContaining({ code: 'SDK_NOT_PACKABLE', message: expect.stringMatching(/case-insensitive/) }),
  );
});

test.each(['example.com/sdk/v1', 'example.com/sdk/v0', 'sdk', 'example.com/Ü'])(
  'the path %s is refused, as go does',
  async (module) => {
    await using folder = await newRepository();
    await folder.write({ 'sdk/go.mod': `module ${module}\n`, 'sdk/sdk.go': 'package sdk\n' });
    const [sdk, zip] = ['sdk', 'sdk.zip'].map((file) => path.join(folder.root, file));
    await expect(createModuleZip(module, 'v1.2.3', sdk ?? '', zip ?? '')).rejects.toThrow(
      expect.objectContaining({
        code: 'SDK_NOT_PACKABLE',
        message: expect.stringMatching(/malformed module path/),
      }),
    );
  },
);
