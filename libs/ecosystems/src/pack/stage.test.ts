import { chmod, lstat, mkdir, readdir, readFile, realpath, rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Links, OwnCommands } from '../ecosystem.ts';
import { go } from '../go/index.ts';
import { newRepository, type Repository } from '../history/testing/repository.ts';
import { stageSdk } from './stage.ts';

interface Setting {
  readonly own?: Partial<OwnCommands>;
  readonly links?: Links;
  readonly inputs?: readonly string[];
  readonly outputs?: readonly string[];
}

/** Path, executable bit and text of each file of the staging copy; an executable one has a `*` behind its path. */
async function staged(
  repository: Repository,
  setting: Setting = {},
  warn: (message: string) => void = () => {},
): Promise<Record<string, string>> {
  const { own = {}, links = 'followed', inputs = [], outputs } = setting;
  const none = { build: [], lint: [], lintPins: [], test: [], outputs: [], namedOutputs: [] };
  const ownCommands = async (): Promise<OwnCommands> => ({ ...none, ...own });
  const staging = path.join(repository.root, '.git', 'staging');
  await rm(staging, { recursive: true, force: true });
  await stageSdk(
    {
      workspaceRoot: repository.root,
      project: 'sdk',
      root: 'sdk',
      extraInputs: inputs,
      statedOutputs: outputs,
      ecosystem: { ...go, toolPins: [], links, ownCommands },
    },
    staging,
    warn,
  );
  return filesOf(staging);
}

/** Fails where a mode is none of the three. */
async function filesOf(folder: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    const mode = ((await lstat(file)).mode & 0o777).toString(8);
    expect(mode).toMatch(entry.isDirectory() ? /^755$/ : /^(644|755)$/);
    if (!entry.isDirectory())
      found[path.relative(folder, file) + (mode === '755' ? '*' : '')] = await readFile(file, 'utf8');
  }
  return found;
}

const link = async ({ root }: Repository, links: Readonly<Record<string, string>>): Promise<void> => {
  for (const [at, target] of Object.entries(links)) {
    await mkdir(path.dirname(path.join(root, at)), { recursive: true });
    await symlink(target, path.join(root, at));
  }
};

async function newSdk(): Promise<Repository> {
  const repository = await newRepository();
  await repository.write({
    '.gitignore': 'dist/\nlib/\nnode_modules/\n',
    'sdk/run.sh': '#',
    'sdk/src/a.txt': 'a',
  });
  await chmod(path.join(repository.root, 'sdk/run.sh'), 0o755);
  await repository.commit(new Date('2026-01-02T03:04:05Z'));
  return repository;
}

describe('modes', () => {
  const SDK = { 'run.sh*': '#', 'src/a.txt': 'a' };

  test('are those of git, and of what git does not have those of the disk, whatever the umask is', async () => {
    await using repository = await newSdk();
    const umask = process.umask(0o077);
    onTestFinished(() => {
      process.umask(umask);
    });
    await repository.write({
      'sdk/new.txt': 'n',
      'sdk/new.sh': 'n',
      'sdk/dist/deep/built.sh': 'b',
      'sdk/dist/b': 'b',
    });
    for (const file of ['sdk/new.sh', 'sdk/dist/deep/built.sh'])
      await chmod(path.join(repository.root, file), 0o700);
    expect(await staged(repository, { own: { outputs: ['dist'] } })).toEqual({
      ...SDK,
      'new.txt': 'n',
      'new.sh*': 'n',
      'dist/deep/built.sh*': 'b',
      'dist/b': 'b',
    });
  });

  test('are those of the index where git does not look at the disk', async () => {
    await using repository = await newSdk();
    await repository.git('config', 'core.fileMode', 'false');
    await chmod(path.join(repository.root, 'sdk/run.sh'), 0o644);
    await chmod(path.join(repository.root, 'sdk/src/a.txt'), 0o755);
    expect(await staged(repository)).toEqual(SDK);
    await repository.git('update-index', '--chmod=+x', 'sdk/src/a.txt');
    expect(await staged(repository)).toEqual({ 'run.sh*': '#', 'src/a.txt*': 'a' });
  });

  test('are what git would commit where it sees a change', async () => {
    await using repository = await newSdk();
    await chmod(path.join(repository.root, 'sdk/run.sh'), 0o644);
    expect(await staged(repository)).toEqual({ 'run.sh': '#', 'src/a.txt': 'a' });
  });
});

describe('links', () => {
  test('to files and folders, through links and to folders with links, become what they lead to', async () => {
    await using repository = await newSdk();
    await repository.write({ LICENSE: 'MIT', 'shared/v2/schema.json': '{}', 'shared/tool.sh': '#' });
    await chmod(path.join(repository.root, 'shared/tool.sh'), 0o755);
    await link(repository, {
      'sdk/LICENSE': '../LICENSE',
      'shared/latest': 'v2',
      'shared/v2/tool': '../tool.sh',
      'sdk/schema.json': '../shared/latest/schema.json',
      'sdk/data': '../shared/latest/',
      'sdk/src/again': './a.txt',
    });
    const expected = {
      'run.sh*': '#',
      'src/a.txt': 'a',
      'src/again': 'a',
      LICENSE: 'MIT',
      'schema.json': '{}',
      'data/schema.json': '{}',
      'data/tool*': '#',
    };
    expect(await staged(repository)).toEqual(expected);
    await repository.commit(new Date());
    expect(await staged(repository)).toEqual(expected);
  });

  test('are read as git has them where it writes them as files', async () => {
    await using repository = await newSdk();
    await repository.write({ LICENSE: 'MIT' });
    await link(repository, { 'sdk/LICENSE': '../LICENSE' });
    await repository.commit(new Date());
    await repository.git('config', 'core.symlinks', 'false');
    await repository.remove('sdk/LICENSE');
    await repository.git('checkout', '--quiet', '--', 'sdk/LICENSE');
    expect((await lstat(path.join(repository.root, 'sdk/LICENSE'))).isFile()).toBe(true);
    expect(await staged(repository)).toMatchObject({ LICENSE: 'MIT' });
  });

  test.each([
    ['outside', '../../elsewhere', 'leads outside the workspace'],
    ['outside and back', '../../.git/../LICENSE', 'leads outside the workspace'],
    ['to an absolute path', '/etc/hostname', 'is absolute'],
    ['nowhere', './gone.txt', 'leads nowhere'],
    ['below a file', './run.sh/x', 'leads nowhere'],
    ['to itself', 'link', 'leads round in a circle'],
    ['to the folder that holds it', '.', 'leads to a folder that holds the link itself'],
    ["to the workspace's root", '..', 'leads to a folder that holds the link itself'],
    [
      'to what git ignores',
      '../node_modules/x.js',
      'leads to node_modules/x.js, which is neither in git nor',
    ],
    ["into git's own folder", '../.git/HEAD', 'leads to .git/HEAD, which is neither in git nor'],
    ['to a folder that leads back', '../shared', 'leads to a folder that leads back to the link'],
  ])('that lead %s are refused by name', async (_, target, fault) => {
    await using repository = await newSdk();
    await repository.write({ 'node_modules/x.js': '' });
    await link(repository, { 'sdk/link': target, 'shared/back': '../sdk' });
    const error: unknown = await staged(repository).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'SDK_NOT_PACKABLE' });
    const named =
      target === '../shared'
        ? 'shared/back is a symbolic link to ../sdk'
        : `sdk/link is a symbolic link to ${target}`;
    expect(String(error)).toContain(`${named} and ${fault}`);
    // An ecosystem whose artifacts hold no links leaves them out.
    expect(await staged(repository, { links: 'left-out' })).toEqual({ 'run.sh*': '#', 'src/a.txt': 'a' });
  });

  test('of no account are those in node_modules and in what git ignores', async () => {
    await using repository = await newSdk();
    await link(repository, {
      'sdk/node_modules': '/elsewhere',
      'sdk/dist/x': '/elsewhere',
      'other/x': '/elsewhere',
    });
    expect(await staged(repository)).toEqual({ 'run.sh*': '#', 'src/a.txt': 'a' });
  });

  test('that the build makes may lead to outputs and inputs, and a link of git may lead to outputs', async () => {
    await using repository = await newSdk();
    await repository.write({ 'sdk/dist/v1/x': 'x', 'shared/s': 's', 'counted/c': 'c', 'elsewhere/t': 't' });
    await link(repository, {
      'sdk/cli': 'dist/v1/x',
      'sdk/dist/latest': 'v1',
      'sdk/dist/a': '../src/a.txt',
      'sdk/dist/c': '../../counted/c',
      'sdk/src/t': '../../elsewhere/t',
      'sdk/dist/t': '../../elsewhere/t',
      'sdk/dist/absolute': path.join(repository.root, 'sdk/run.sh'),
    });
    const setting = { own: { outputs: ['dist'] }, inputs: ['counted'] };
    expect(await staged(repository, setting)).toEqual({
      'run.sh*': '#',
      'src/a.txt': 'a',
      cli: 'x',
      'dist/v1/x': 'x',
      'dist/latest/x': 'x',
      'dist/a': 'a',
      'dist/c': 'c',
      'src/t': 't',
      'dist/t': 't',
      'dist/absolute*': '#',
    });
    await link(repository, { 'sdk/dist/s': '../../shared/s' });
    await expect(staged(repository, setting)).rejects.toThrow(
      'leads to shared/s, which is no input of the project',
    );
  });
});

describe('outputs', () => {
  const FILES = {
    'sdk/lib/a.js': 'a',
    'sdk/lib/a.js.map': 'm',
    'sdk/lib/.well-known/x': 'x',
    'sdk/lib/deep/b.js': 'b',
    'sdk/dist/d.js': 'd',
    'sdk/node_modules/m/i.js': 'i',
  };

  test.each<[string, string[], string[]]>([
    ['a folder', ['{projectRoot}/lib'], ['lib/.well-known/x', 'lib/a.js', 'lib/a.js.map', 'lib/deep/b.js']],
    [
      'from the root',
      ['{workspaceRoot}/sdk/lib/'],
      ['lib/.well-known/x', 'lib/a.js', 'lib/a.js.map', 'lib/deep/b.js'],
    ],
    ['a file', ['{projectRoot}/lib/a.js'], ['lib/a.js']],
    ['a pattern', ['{projectRoot}/**/*.js'], ['dist/d.js', 'lib/a.js', 'lib/deep/b.js']],
    ['braces', ['{projectRoot}/lib/*.{js,map}'], ['lib/a.js', 'lib/a.js.map']],
    ['folders by a pattern', ['{projectRoot}/{lib,dist}/d*'], ['dist/d.js', 'lib/deep/b.js']],
    [
      'less what is negated',
      ['{projectRoot}/lib', '!{projectRoot}/lib/**/*.map', '!{projectRoot}/lib/deep'],
      ['lib/.well-known/x', 'lib/a.js'],
    ],
    [
      'more than one',
      ['{projectRoot}/dist', '{projectRoot}/missing', '{projectRoot}/lib/deep'],
      ['dist/d.js', 'lib/deep/b.js'],
    ],
  ])('that are stated as %s are found as Nx finds them', async (_, outputs, expected) => {
    await using repository = await newSdk();
    await repository.write(FILES);
    const found = await staged(repository, { own: { outputs: ['dist'] }, outputs });
    expect(Object.keys(found).sort()).toEqual([...expected, 'run.sh*', 'src/a.txt'].sort());
  });

  test('that git does not ignore are packed, with a warning', async () => {
    await using repository = await newSdk();
    await repository.write({ 'sdk/out/a.js': 'a' });
    await link(repository, { 'sdk/out/b.js': path.join(repository.root, 'sdk/src/a.txt') });
    const warnings: string[] = [];
    const found = await staged(repository, { outputs: ['{projectRoot}/out'] }, (one) => warnings.push(one));
    expect(found).toMatchObject({ 'out/a.js': 'a', 'out/b.js': 'a' });
    expect(warnings).toEqual([expect.stringContaining('git does not ignore sdk/out/a.js')]);
  });

  test('that nobody states are the conventional ones, and what the manifest names and git ignores', async () => {
    await using repository = await newSdk();
    await repository.write(FILES);
    const own = { outputs: ['dist'], namedOutputs: ['lib/a.js', 'src/a.txt', 'package.json'] };
    const found = await staged(repository, { own });
    expect(Object.keys(found).sort()).toEqual(
      [
        'dist/d.js',
        'lib/.well-known/x',
        'lib/a.js',
        'lib/a.js.map',
        'lib/deep/b.js',
        'run.sh*',
        'src/a.txt',
      ].sort(),
    );
  });

  test.each<[string, Setting, string[]]>([
    ['stated', { outputs: ['{projectRoot}/lib'] }, ['{projectRoot}/lib', 'workspace.json states']],
    [
      'named by the manifest',
      { own: { namedOutputs: ['lib/index.js'] } },
      ['{projectRoot}/lib', 'which its manifest names'],
    ],
  ])('that are %s and are not there are named, with what to do', async (_, setting, told) => {
    await using repository = await newSdk();
    const error: unknown = await staged(repository, setting).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'BUILD_OUTPUT_MISSING' });
    for (const part of [
      'sdk holds nothing of',
      ...told,
      'nx run sdk:build',
      '"outputs" of sdk in workspace.json',
    ])
      expect(String(error)).toContain(part);
  });

  test.each<[string, Setting]>([
    ['by convention alone', { own: { outputs: ['dist'] } }],
    ['by nobody', { own: { namedOutputs: ['src/a.txt'] } }],
    ['as none', { outputs: [], own: { namedOutputs: ['lib/index.js'] } }],
  ])('that are demanded %s may be absent', async (_, setting) => {
    await using repository = await newSdk();
    expect(Object.keys(await staged(repository, setting))).toEqual(['run.sh*', 'src/a.txt']);
  });
});

describe('of any tree', () => {
  const NAMES = ['a', 'b', 'c d', 'ü', '-x', '*', '[b]'];
  const segment = fc.constantFrom(...NAMES);
  const place = fc
    .tuple(fc.constantFrom('sdk', 'shared'), fc.array(segment, { minLength: 1, maxLength: 3 }))
    .map(([top, segments]) => [top, ...segments].join('/'));
  const file = fc.record({ at: place, text: fc.string({ maxLength: 3 }), executable: fc.boolean() });
  const linked = fc.record({
    at: place,
    to: fc.oneof(
      { weight: 6, arbitrary: place },
      { weight: 1, arbitrary: fc.constantFrom('sdk', 'shared', '../outside', 'gone') },
    ),
  });
  const tree = fc.array(fc.oneof({ weight: 2, arbitrary: file }, { weight: 1, arbitrary: linked }), {
    maxLength: 14,
  });

  test('the copy is what a checkout holds, with links followed, whatever the modes on the disk are', async () => {
    await using repository = await newRepository();
    const { root } = repository;
    let copies = 0;
    let refusals = 0;
    await fc.assert(
      fc.asyncProperty(tree, fc.boolean(), async (nodes, modesAreLost) => {
        await repository.git('config', 'core.fileMode', 'true');
        for (const folder of ['sdk', 'shared', '.git/checkout'])
          await rm(path.join(root, folder), { recursive: true, force: true });
        await repository.write({ 'sdk/always.txt': '' });
        for (const node of nodes) await make(repository, node);
        await repository.git('add', '--all');
        await repository.git('checkout-index', '--all', '--prefix=.git/checkout/');
        const wanted = await followed(path.join(root, '.git/checkout'), 'sdk').catch(() => undefined);
        if (modesAreLost) {
          await repository.git('config', 'core.fileMode', 'false');
          for (const node of nodes)
            if ('text' in node) await chmod(path.join(root, node.at), 0o700).catch(() => {});
        }
        const given = await staged(repository).catch((error: unknown) => error);
        if (wanted === undefined) expect(given).toMatchObject({ code: 'SDK_NOT_PACKABLE' });
        else expect(given).toEqual(wanted);
        if (wanted === undefined) refusals++;
        else copies++;
      }),
      { numRuns: 30 },
    );
    expect(Math.min(copies, refusals)).toBeGreaterThan(2);
  }, 60_000);

  /** Where something else stands already, nothing is made. */
  async function make(
    { root, write }: Repository,
    node: { at: string; text: string; executable: boolean } | { at: string; to: string },
  ): Promise<void> {
    const at = path.join(root, node.at);
    if ('text' in node) {
      const isFree = (await realpath(path.dirname(at)).catch(() => path.dirname(at))) === path.dirname(at);
      if (!isFree || (await lstat(at).catch(() => undefined)) !== undefined) return;
      await write({ [node.at]: node.text }).catch(() => {});
      if (node.executable) await chmod(at, 0o755).catch(() => {});
      return;
    }
    await mkdir(path.dirname(at), { recursive: true }).catch(() => {});
    await symlink(path.posix.relative(path.posix.dirname(node.at), node.to), at).catch(() => {});
  }

  /** The files below a folder, as `cp -RL` would copy them; it fails where that would not end well. */
  async function followed(
    top: string,
    at: string,
    parents: readonly string[] = [],
  ): Promise<Record<string, string>> {
    const found: Record<string, string> = {};
    const folder = await realpath(path.join(top, at));
    const around = [...parents, folder];
    for (const entry of await readdir(path.join(top, at), { withFileTypes: true })) {
      const inner = path.join(at, entry.name);
      const real = await realpath(path.join(top, inner));
      const isBelow = (one: string, other: string): boolean => one === other || one.startsWith(`${other}/`);
      if (!isBelow(real, top)) throw new Error(`${inner} leads outside`);
      const status = await lstat(real);
      if (entry.isSymbolicLink() && around.some((one) => isBelow(one, real)))
        throw new Error(`${inner} is a circle`);
      if (status.isDirectory()) Object.assign(found, await followed(top, inner, around));
      else {
        const name = path.relative('sdk', inner) + ((status.mode & 0o100) === 0 ? '' : '*');
        found[name] = await readFile(real, 'utf8');
      }
    }
    return found;
  }
});
