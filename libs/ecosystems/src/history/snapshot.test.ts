import { chmod, lutimes, stat, symlink, utimes } from 'node:fs/promises';
import path from 'node:path';
import { snapshotNumber } from '@ameideio/version-manifest';
import { expect, test } from 'vitest';
import { pickLatest, snapshotOf } from './snapshot.ts';
import { newRepository, type Repository } from './testing/repository.ts';

const at = (time: string): Date => new Date(`2026-01-02T${time}Z`);

/** The inputs that every repository here has: a folder and a file elsewhere. */
const snapshot = ({ root }: Repository, ...more: string[]) => snapshotOf(root, ['sdk', 'pins.txt', ...more]);

async function newWorkspace(): Promise<Repository> {
  const repository = await newRepository();
  await repository.write({
    'sdk/one.txt': '1',
    'sdk/two/two.txt': '2',
    'pins.txt': 'a',
    'other/file.txt': 'x',
  });
  return repository;
}

const touch = (repository: Repository, file: string, time: Date): Promise<void> =>
  utimes(path.join(repository.root, file), time, time);

test('a clean tree has the number of the last commit that touches an input', async () => {
  await using repository = await newWorkspace();
  const commit = await repository.commit(at('03:04:05'));
  await repository.write({ 'other/file.txt': 'y' });
  await repository.commit(at('10:00:00'));
  expect(await snapshot(repository)).toEqual({ number: '20260102030405', commit, dirty: false });

  await repository.write({ 'pins.txt': 'b' });
  const pinned = await repository.commit(at('11:00:00'));
  expect(await snapshot(repository)).toEqual({ number: '20260102110000', commit: pinned, dirty: false });
});

test('the latest committer time counts, not that of the last commit', async () => {
  await using repository = await newWorkspace();
  const latestInTime = await repository.commit(at('12:00:00'));
  await repository.write({ 'sdk/one.txt': 'rebased' });
  await repository.commit(at('03:00:00'));
  expect(await snapshot(repository)).toMatchObject({ number: '20260102120000', commit: latestInTime });
});

test('every side of a merge counts, whichever wins', async () => {
  await using repository = await newWorkspace();
  await repository.commit(at('01:00:00'));
  await repository.git('switch', '--quiet', '-c', 'side');
  await repository.write({ 'sdk/one.txt': 'the same on both sides' });
  const side = await repository.commit(at('09:00:00'));
  await repository.git('switch', '--quiet', 'main');
  await repository.write({ 'sdk/one.txt': 'the same on both sides' });
  await repository.commit(at('02:00:00'));
  await repository.git('merge', '--quiet', '--no-edit', 'side');
  // Without the full history, git follows only one parent if that has the same content.
  expect(await snapshot(repository)).toEqual({ number: '20260102090000', commit: side, dirty: false });
});

test('a merge that joins two changes has its own time, since neither side has its content', async () => {
  await using repository = await newWorkspace();
  await repository.commit(at('01:00:00'));
  await repository.git('switch', '--quiet', '-c', 'side');
  await repository.write({ 'sdk/one.txt': 'side' });
  await repository.commit(at('09:00:00'));
  await repository.git('switch', '--quiet', 'main');
  await repository.write({ 'sdk/two/two.txt': 'main' });
  await repository.commit(at('02:00:00'));
  await repository.git('merge', '--quiet', '--no-ff', '--no-commit', 'side');
  const merge = await repository.commit(at('10:00:00'));
  expect(await snapshot(repository)).toEqual({ number: '20260102100000', commit: merge, dirty: false });
});

test('touching a file without changing it changes nothing, nor do ignored and other files', async () => {
  await using repository = await newWorkspace();
  await repository.write({ '.gitignore': 'dist/\n' });
  const commit = await repository.commit(at('03:04:05'));
  await touch(repository, 'sdk/one.txt', at('20:00:00'));
  await repository.write({ 'sdk/dist/built.txt': 'b', 'other/new.txt': 'n', 'other/file.txt': 'changed' });
  expect(await snapshot(repository)).toEqual({ number: '20260102030405', commit, dirty: false });
});

test('an uncommitted change has the time of the file that changed', async () => {
  await using repository = await newWorkspace();
  const commit = await repository.commit(at('03:04:05'));
  await repository.write({ 'sdk/one.txt': 'changed', 'pins.txt': 'changed' });
  await touch(repository, 'sdk/one.txt', at('10:00:00'));
  await touch(repository, 'pins.txt', at('09:00:00'));
  expect(await snapshot(repository)).toEqual({ number: '20260102100000', commit, dirty: true });

  await touch(repository, 'pins.txt', at('10:00:01'));
  expect(await snapshot(repository)).toEqual({ number: '20260102100001', commit, dirty: true });

  await repository.git('add', '--all');
  expect(await snapshot(repository)).toEqual({ number: '20260102100001', commit, dirty: true });
});

test('an uncommitted change that is older than the commit is one second after it', async () => {
  await using repository = await newWorkspace();
  await repository.commit(at('03:04:05'));
  await repository.write({ 'sdk/one.txt': 'restored' });
  await touch(repository, 'sdk/one.txt', at('01:00:00'));
  expect(await snapshot(repository)).toMatchObject({ number: '20260102030406', dirty: true });
});

test('a new file counts before it is known to git, also in a new folder', async () => {
  await using repository = await newWorkspace();
  await repository.commit(at('03:04:05'));
  await repository.write({ 'sdk/new folder/new\nfile "ü".txt': 'n' });
  await touch(repository, 'sdk/new folder/new\nfile "ü".txt', at('10:00:00'));
  expect(await snapshot(repository)).toMatchObject({ number: '20260102100000', dirty: true });
});

test('a deletion has the time of the nearest folder that is left', async () => {
  await using repository = await newWorkspace();
  await repository.commit(at('03:04:05'));
  await repository.remove('sdk/two/two.txt');
  await touch(repository, 'sdk/two', at('10:00:00'));
  await touch(repository, 'sdk', at('09:00:00'));
  expect(await snapshot(repository)).toMatchObject({ number: '20260102100000', dirty: true });

  await repository.remove('sdk/two');
  await touch(repository, 'sdk', at('11:00:00'));
  expect(await snapshot(repository)).toMatchObject({ number: '20260102110000', dirty: true });
});

test('a renamed file is a deletion and a new file', async () => {
  await using repository = await newWorkspace();
  await repository.commit(at('03:04:05'));
  await repository.git('mv', 'sdk/one.txt', 'sdk/two/one.txt');
  await touch(repository, 'sdk/two/one.txt', at('04:00:00'));
  await touch(repository, 'sdk', at('10:00:00'));
  expect(await snapshot(repository)).toMatchObject({ number: '20260102100000', dirty: true });
});

test('a path is taken literally, and a link by its own time', async () => {
  await using repository = await newWorkspace();
  await repository.write({ 'sdk*/file.txt': '*', ':(top)/file.txt': 'top' });
  await repository.commit(at('03:04:05'));
  await repository.write({ 'sdk/one.txt': 'changed' });
  expect(await snapshotOf(repository.root, ['sdk*', ':(top)'])).toMatchObject({ dirty: false });
  await repository.git('checkout', '--quiet', '.');

  await symlink('nowhere', path.join(repository.root, 'sdk/link'));
  await lutimes(path.join(repository.root, 'sdk/link'), at('10:00:00'), at('10:00:00'));
  expect(await snapshot(repository)).toMatchObject({ number: '20260102100000', dirty: true });
});

test('inputs that no commit has are a change since the commit that is checked out', async () => {
  await using repository = await newRepository();
  await repository.write({ 'other.txt': 'o' });
  const commit = await repository.commit(at('03:04:05'));
  await repository.write({ 'sdk/one.txt': '1' });
  await touch(repository, 'sdk/one.txt', at('10:00:00'));
  expect(await snapshotOf(repository.root, ['sdk'])).toEqual({
    number: '20260102100000',
    commit,
    dirty: true,
  });
});

test('further inputs count like the folder', async () => {
  await using repository = await newWorkspace();
  await repository.commit(at('03:04:05'));
  await repository.write({ 'other/file.txt': 'changed' });
  await touch(repository, 'other/file.txt', at('10:00:00'));
  expect(await snapshot(repository)).toMatchObject({ dirty: false });
  expect(await snapshot(repository, 'other')).toMatchObject({ number: '20260102100000', dirty: true });
});

test('a shallow clone that ends at the commit in question is refused, with what to do', async () => {
  await using repository = await newWorkspace();
  await repository.commit(at('01:00:00'));
  await repository.write({ 'other/file.txt': 'y' });
  await repository.commit(at('02:00:00'));
  const from = `file://${repository.root}`;

  await using shallow = await newRepository('--depth=1', from);
  await expect(snapshot(shallow)).rejects.toThrow(
    expect.objectContaining({
      code: 'HISTORY_SHALLOW',
      message: expect.stringMatching(/the last change of sdk is not known.*git fetch --unshallow/),
    }),
  );
  await shallow.write({ 'sdk/one.txt': 'changed' });
  await expect(snapshot(shallow)).rejects.toThrow(expect.objectContaining({ code: 'HISTORY_SHALLOW' }));

  await using whole = await newRepository(from);
  expect(await snapshot(whole)).toMatchObject({ number: '20260102010000', dirty: false });
});

test('a shallow clone that holds the commit in question will do', async () => {
  await using repository = await newWorkspace();
  await repository.commit(at('01:00:00'));
  await repository.write({ 'sdk/one.txt': 'changed' });
  const commit = await repository.commit(at('02:00:00'));
  await using shallow = await newRepository('--depth=2', `file://${repository.root}`);
  expect(await snapshot(shallow)).toEqual({ number: '20260102020000', commit, dirty: false });
});

test('a linked worktree knows that its clone is shallow', async () => {
  await using repository = await newWorkspace();
  await repository.commit(at('01:00:00'));
  await using shallow = await newRepository('--depth=1', `file://${repository.root}`);
  await shallow.git('worktree', 'add', '--quiet', 'tree');
  await expect(snapshotOf(path.join(shallow.root, 'tree'), ['sdk'])).rejects.toThrow(
    expect.objectContaining({ code: 'HISTORY_SHALLOW' }),
  );
});

test.each([
  ['', undefined],
  ['a 1\n', { commit: 'a', time: 1 }],
  ['a 1\nb 3\nc 2\n', { commit: 'b', time: 3 }],
  ['a 3\nb 3\n', { commit: 'a', time: 3 }],
])('the latest of %j', (log, expected) => {
  expect(pickLatest(log)).toEqual(expected);
});

test('a change of the executable bit counts from when it was made', async () => {
  await using repository = await newWorkspace();
  await repository.commit(at('03:04:05'));
  const file = path.join(repository.root, 'sdk/one.txt');
  await touch(repository, 'sdk/one.txt', at('01:00:00'));
  await chmod(file, 0o755);
  const changed = (await stat(file)).ctime;
  expect(await snapshot(repository)).toMatchObject({
    number: snapshotNumber(changed.getTime() / 1000),
    dirty: true,
  });
  await chmod(file, 0o644);
  expect(await snapshot(repository)).toMatchObject({ number: '20260102030405', dirty: false });
});
