import path from 'node:path';
import { expect, test } from 'vitest';
import { newRepository, type Repository } from '../history/testing/repository.ts';
import { inScratchFolder } from '../world/scratch-folder.ts';
import { checkModuleZip, createModuleZip, type ModuleZip } from './modzip.ts';
import { writeThrowAwayTree } from './throw-away-tree.ts';

const MODULE = 'example.com/sdk';

/** Packs the folder `sdk` of a repository. */
const zip = ({ root }: Repository, module: string, to = 'sdk.zip'): Promise<ModuleZip> =>
  inScratchFolder('modzip-test', async (scratch) => {
    const tree = await writeThrowAwayTree({ workspaceRoot: root, root: 'sdk', shared: () => [], scratch });
    return createModuleZip(module, 'v1.2.3', tree, path.join(root, to));
  });

test('a zip is packed and checked by the same rules, to the same hash, which other content does not have', async () => {
  await using folder = await newRepository();
  await folder.write({ 'sdk/go.mod': `module ${MODULE}\n`, 'sdk/a.go': 'package sdk\n' });
  const { h1 } = await zip(folder, MODULE);
  const file = path.join(folder.root, 'sdk.zip');
  expect(h1).toMatch(/^h1:[A-Za-z0-9+/]{43}=$/);
  expect(await checkModuleZip(MODULE, 'v1.2.3', file)).toBe(h1);
  await expect(checkModuleZip(MODULE, 'v1.2.4', file)).rejects.toThrow('v1.2.4');

  await folder.write({ 'sdk/a.go': 'package other\n' });
  expect((await zip(folder, MODULE, 'other.zip')).h1).not.toBe(h1);
});

test('it says which programs go would install somewhere, and what the packages import', async () => {
  const program = (name = 'main'): string => `package ${name}\n\nimport "example.com/${name}"\n`;
  await using folder = await newRepository();
  await folder.write({
    'sdk/go.mod': `module ${MODULE}\n`,
    'sdk/sdk.go': 'package sdk\n\nimport (\n\t"fmt"\n\tx "example.com/a"\n)\n',
    'sdk/sdk_test.go': program('sdk_test'),
    'sdk/generate.go': `//go:build ignore\n\n${program()}`,
    'sdk/magefile.go': `//go:build mage\n\n${program()}`,
    'sdk/cmd/acme/main.go': program(),
    'sdk/cmd/service/service_windows.go': program(),
    'sdk/cmd/mac/main.go': `//go:build darwin && arm64\n\n${program()}`,
    'sdk/cmd/native/main.go': 'package main\n\nimport "C"\n',
    'sdk/internal/gen/main.go': program(),
    'sdk/testdata/cmd/main.go': program(),
    'sdk/_old/main.go': program(),
    'sdk/broken/broken.go': 'pack',
    'sdk/internal/a/a.go': program('a'),
  });
  expect(await zip(folder, MODULE)).toMatchObject({
    programs: ['cmd/acme', 'cmd/mac', 'cmd/native', 'cmd/service'],
    imports: ['C', 'example.com/a', 'example.com/main', 'fmt'],
  });
});

test('what no module may hold is refused, with the rule', async () => {
  await using folder = await newRepository();
  await folder.write({
    'sdk/go.mod': `module ${MODULE}\n`,
    'sdk/One.go': 'package sdk\n',
    'sdk/one.go': 'package sdk\n',
  });
  await expect(zip(folder, MODULE)).rejects.toThrow(
    expect.objectContaining({ code: 'SDK_NOT_PACKABLE', message: expect.stringMatching(/case-insensitive/) }),
  );
});

test.each(['example.com/sdk/v1', 'example.com/sdk/v0', 'sdk', 'example.com/Ü'])(
  'the path %s is refused, as go does',
  async (module) => {
    await using folder = await newRepository();
    await folder.write({ 'sdk/go.mod': `module ${module}\n`, 'sdk/sdk.go': 'package sdk\n' });
    await expect(zip(folder, module)).rejects.toThrow(
      expect.objectContaining({
        code: 'SDK_NOT_PACKABLE',
        message: expect.stringMatching(/malformed module path/),
      }),
    );
  },
);
