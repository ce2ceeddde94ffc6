import { readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { readPackedManifest, sha256 } from '@ameideio/version-manifest';
import { expect, test } from 'vitest';
import type { Ecosystem, PackRequest } from '../ecosystem.ts';
import { go } from '../go/index.ts';
import { newRepository, type Repository } from '../history/testing/repository.ts';
import { computeSdkVersion, packSdk } from './pack.ts';

/** An ecosystem that packs one file, after `look` has seen the request. */
function ecosystemThat(
  look: (request: PackRequest) => Promise<void>,
  more: Partial<Ecosystem> = {},
): Ecosystem {
  return {
    ...go,
    toolPins: ['pins.txt'],
    links: 'followed',
    readManifest: async (folder) => ({
      file: `${folder}/go.mod`,
      name: 'sdk',
      base: '1.2.3',
      requirements: [],
    }),
    ownCommands: async () => ({
      build: [],
      lint: [],
      lintPins: [],
      test: [],
      outputs: ['dist'],
      namedOutputs: [],
    }),
    async pack(request) {
      await look(request);
      await writeFile(path.join(request.output, 'sdk.bin'), 'bytes');
      return [{ file: 'sdk.bin', size: 5, sha256: sha256('bytes'), integrity: 'x' }];
    },
    ...more,
  };
}

const nothing = async (): Promise<void> => {};

async function newSdk(): Promise<Repository> {
  const repository = await newRepository();
  await repository.write({
    '.gitignore': 'dist/\n',
    'sdk/run.sh': '#',
    'sdk/src/a.txt': 'a',
    'pins.txt': 'p',
  });
  await repository.commit(new Date('2026-01-02T03:04:05Z'));
  await repository.write({ 'sdk/dist/deep/built.txt': 'b' });
  return repository;
}

const sdkOf = ({ root }: Repository, ecosystem: Ecosystem, extraInputs: string[] = []) => ({
  workspaceRoot: root,
  project: 'sdk',
  root: 'sdk',
  extraInputs,
  statedOutputs: undefined,
  ecosystem,
});

function pack(repository: Repository, ecosystem: Ecosystem, release = false) {
  const output = path.join(repository.root, 'out', 'sdk');
  return packSdk({ sdk: sdkOf(repository, ecosystem), release, sdkNames: [], output, log: () => {} });
}

test('what stood in the output before is gone, and a pack that fails leaves no manifest', async () => {
  await using repository = await newSdk();
  const output = path.join(repository.root, 'out', 'sdk');
  await repository.write({ 'out/sdk/old.bin': 'old' });
  const packed = await pack(repository, ecosystemThat(nothing));
  expect((await readdir(output)).sort()).toEqual(['packed.json', 'sdk.bin']);
  expect(await readPackedManifest(output)).toEqual(packed);

  const failing = ecosystemThat(async () => {
    throw new Error('no');
  });
  await expect(pack(repository, failing)).rejects.toThrow('no');
  expect(await readdir(output)).toEqual([]);
});

test('the SDK itself is not changed', async () => {
  await using repository = await newSdk();
  await pack(
    repository,
    ecosystemThat(async ({ staging }) => {
      await writeFile(path.join(staging, 'run.sh'), 'changed');
      await writeFile(path.join(staging, 'dist/deep/built.txt'), 'changed');
    }),
  );
  expect(await readFile(path.join(repository.root, 'sdk/run.sh'), 'utf8')).toBe('#');
  expect(await readFile(path.join(repository.root, 'sdk/dist/deep/built.txt'), 'utf8')).toBe('b');
});

test('a release has the base version, a snapshot a number that every input moves', async () => {
  await using repository = await newSdk();
  const version = async (release = false, ...extra: string[]) =>
    (await computeSdkVersion(sdkOf(repository, ecosystemThat(nothing), extra), release)).version;
  expect(await version()).toBe('v1.2.3-dev.20260102030405');
  expect(await version(true)).toBe('v1.2.3');
  await repository.write({ 'more.txt': 'm' });
  await repository.commit(new Date('2026-01-02T04:00:00Z'));
  expect(await version()).toBe('v1.2.3-dev.20260102030405');
  expect(await version(false, 'more.txt')).toBe('v1.2.3-dev.20260102040000');
  await repository.write({ 'pins.txt': 'q' });
  await repository.commit(new Date('2026-01-02T05:00:00Z'));
  expect(await version()).toBe('v1.2.3-dev.20260102050000');
});

test('an edit whose file time is set back has the same version and other inputs', async () => {
  await using repository = await newSdk();
  const version = () => computeSdkVersion(sdkOf(repository, ecosystemThat(nothing)), false);
  const edit = async (text: string) => {
    await repository.write({ 'sdk/src/a.txt': text });
    await utimes(path.join(repository.root, 'sdk/src/a.txt'), 1_800_000_000, 1_800_000_000);
    return version();
  };
  const [before, after] = [await edit('b'), await edit('c')];
  expect(after.version).toBe(before.version);
  expect(after.inputs).not.toBe(before.inputs);
});

test.each([
  [undefined, 'VERSION_NOT_STATED', 'sdk/version.go states no base version'],
  ['1.2', 'VERSION_NOT_SPELLABLE', '"1.2"'],
])('the base version %s is refused', async (base, code, message) => {
  await using repository = await newSdk();
  const ecosystem = ecosystemThat(nothing, {
    readManifest: async (folder) => ({ file: `${folder}/go.mod`, name: 'sdk', base, requirements: [] }),
  });
  await expect(pack(repository, ecosystem)).rejects.toThrow(
    expect.objectContaining({ code, message: expect.stringContaining(message) }),
  );
});
