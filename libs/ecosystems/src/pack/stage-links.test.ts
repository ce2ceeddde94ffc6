import { chmod, lstat } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { link, newSdk, staged } from './testing/staged.ts';

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
