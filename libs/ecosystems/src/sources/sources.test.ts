import { chmod, symlink, utimes } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { newRepository, type Repository } from '../history/testing/repository.ts';
import { digestOf } from './digest.ts';
import { listFilesUnder } from './git-files.ts';
import { listProjectSources } from './project-sources.ts';

async function newWorkspace(): Promise<Repository> {
  const repository = await newRepository();
  await repository.write({
    '.gitignore': 'dist/\n',
    'sdk/b.txt': 'b',
    'sdk/a/a.txt': 'a',
    'sdk/dist/built.txt': 'built',
    'pins.txt': 'p',
    'other.txt': 'o',
  });
  await repository.commit(new Date('2026-01-02T03:04:05Z'));
  return repository;
}

const digest = async ({ root }: Repository): Promise<string> =>
  digestOf(root, await listProjectSources(root, ['sdk', 'pins.txt']));

test('files are those that git tracks or would track, in order, each once', async () => {
  await using repository = await newWorkspace();
  await repository.write({ 'sdk/new file "ü".txt': 'n', 'sdk/dist/more.txt': 'ignored' });
  const files = ['pins.txt', 'sdk/a/a.txt', 'sdk/b.txt', 'sdk/new file "ü".txt'];
  expect(await listFilesUnder(repository.root, ['sdk', 'pins.txt'])).toEqual(files);
  expect(await listFilesUnder(repository.root, ['sdk', 'sdk/a', 'pins.txt', 'missing.txt'])).toEqual(files);
});

test('a deleted file, a folder and a link are none', async () => {
  await using repository = await newWorkspace();
  await repository.remove('sdk/b.txt');
  await symlink('a', path.join(repository.root, 'sdk/link'));
  expect(await listFilesUnder(repository.root, ['sdk'])).toEqual(['sdk/a/a.txt']);
});

test('a submodule counts with its files, and one that is not checked out with none', async () => {
  await using other = await newRepository();
  await other.write({ 'deep/s.txt': 's', 't.txt': 't' });
  await other.commit(new Date('2026-01-01T00:00:00Z'));
  await using repository = await newWorkspace();
  const { root } = repository;
  await repository.git(
    '-c',
    'protocol.file.allow=always',
    'submodule',
    'add',
    '--quiet',
    other.root,
    'sdk/sub',
  );
  await repository.write({ 'sdk/sub/new.txt': 'n' });
  const files = ['sdk/a/a.txt', 'sdk/b.txt', 'sdk/sub/deep/s.txt', 'sdk/sub/new.txt', 'sdk/sub/t.txt'];
  expect(await listFilesUnder(root, ['sdk'])).toEqual(files);
  expect(await listFilesUnder(root, ['sdk/sub/deep', 'sdk/b.txt'])).toEqual([
    'sdk/b.txt',
    'sdk/sub/deep/s.txt',
  ]);
  await repository.git('submodule', 'deinit', '--quiet', '--force', 'sdk/sub');
  expect(await listFilesUnder(root, ['sdk'])).toEqual(files.slice(0, 2));
});

test('an ignored file that was committed all the same is one', async () => {
  await using repository = await newWorkspace();
  await repository.git('add', '--force', 'sdk/dist/built.txt');
  expect(await listFilesUnder(repository.root, ['sdk'])).toContain('sdk/dist/built.txt');
});

test('the digest does not depend on times, ignored files, the folder or the history', async () => {
  await using one = await newWorkspace();
  const before = await digest(one);
  expect(before).toMatch(/^[0-9a-f]{64}$/);
  await utimes(path.join(one.root, 'sdk/b.txt'), 1, 1);
  await chmod(path.join(one.root, 'sdk/b.txt'), 0o600);
  await one.write({ 'sdk/dist/built.txt': 'other', 'other.txt': 'other' });
  await one.commit(new Date('2026-01-03T00:00:00Z'));
  expect(await digest(one)).toBe(before);

  await using other = await newWorkspace();
  expect(await digest(other)).toBe(before);
});

test.each([
  ['a byte', { 'sdk/b.txt': 'c' }],
  ['a new file', { 'sdk/c.txt': '' }],
  ['a further input', { 'pins.txt': 'q' }],
])('%s changes the digest', async (_, files) => {
  await using repository = await newWorkspace();
  const before = await digest(repository);
  await repository.write(files);
  expect(await digest(repository)).not.toBe(before);
});

test('an executable bit changes the digest, of a file that git tracks and of one that it would', async () => {
  await using repository = await newWorkspace();
  await repository.write({ 'sdk/new.txt': 'n' });
  const digests = new Set([await digest(repository)]);
  for (const file of ['sdk/b.txt', 'sdk/new.txt']) {
    await chmod(path.join(repository.root, file), 0o755);
    digests.add(await digest(repository));
  }
  expect(digests.size).toBe(3);
});

test('where a byte stands counts: in this file or the next, under this name or another', async () => {
  await using one = await newWorkspace();
  const digests = new Set<string>();
  for (const files of [
    { 'sdk/b.txt': 'ab', 'sdk/c.txt': '' },
    { 'sdk/b.txt': 'a', 'sdk/c.txt': 'b' },
    { 'sdk/b.txt': '', 'sdk/c.txt': 'ab' },
  ]) {
    await one.write(files);
    digests.add(await digest(one));
  }
  await one.git('add', '--all');
  await one.git('mv', 'sdk/c.txt', 'sdk/d.txt');
  digests.add(await digest(one));
  expect(digests.size).toBe(4);
});
