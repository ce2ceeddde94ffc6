import { chmod } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { link, newSdk, type Setting, staged } from './testing/staged.ts';

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
  ])('that are %s and are not there are named, with what to do', async (_, setting, messages) => {
    await using repository = await newSdk();
    const error: unknown = await staged(repository, setting).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'BUILD_OUTPUT_MISSING' });
    for (const part of [
      'sdk holds nothing of',
      ...messages,
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
