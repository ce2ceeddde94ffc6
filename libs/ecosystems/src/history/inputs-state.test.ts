import { lutimes, symlink, utimes } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readInputsState } from './inputs-state.ts';
import { newRepository, type Repository } from './testing/repository.ts';

const at = (time: string): Date => new Date(`2026-01-02T${time}Z`);

/** An SDK with a link through a linked folder. */
async function newWorkspace(): Promise<Repository> {
  const repository = await newRepository();
  const { root } = repository;
  await repository.write({ 'sdk/a.txt': 'a', 'v1/x.txt': 'x', 'v2/x.txt': 'y', 'other.txt': 'o' });
  await symlink('v1', path.join(root, 'latest'));
  await symlink('../latest/x.txt', path.join(root, 'sdk/x.txt'));
  await repository.commit(at('01:00:00'));
  return repository;
}

const state = ({ root }: Repository, links: 'followed' | 'left-out' = 'followed') =>
  readInputsState(root, ['sdk'], links);

test('a commit of what a link leads to, or of a link on the way there, is a later number and another digest', async () => {
  await using repository = await newWorkspace();
  const before = await state(repository);
  expect(before.snapshot.number).toBe('20260102010000');

  await repository.write({ 'v1/x.txt': 'changed' });
  await repository.commit(at('02:00:00'));
  const edited = await state(repository);
  expect(edited.snapshot.number).toBe('20260102020000');

  await repository.remove('latest');
  await symlink('v2', path.join(repository.root, 'latest'));
  await repository.commit(at('03:00:00'));
  const moved = await state(repository);
  expect(moved.snapshot).toMatchObject({ number: '20260102030000', dirty: false });
  expect(new Set([before, edited, moved].map(({ digest }) => digest)).size).toBe(3);

  await repository.write({ 'v1/x.txt': 'of no account now', 'other.txt': 'p' });
  await repository.commit(at('04:00:00'));
  expect(await state(repository)).toEqual(moved);
});

test('an edit of what a link leads to that is not committed counts with its time', async () => {
  await using repository = await newWorkspace();
  await repository.write({ 'v1/x.txt': 'changed' });
  await utimes(path.join(repository.root, 'v1/x.txt'), at('05:00:00'), at('05:00:00'));
  expect((await state(repository)).snapshot).toMatchObject({ number: '20260102050000', dirty: true });
});

test('where links are left out, what they lead to is no input, and they themselves are', async () => {
  await using repository = await newWorkspace();
  const before = await state(repository, 'left-out');
  await repository.write({ 'v1/x.txt': 'changed' });
  await repository.commit(at('02:00:00'));
  expect(await state(repository, 'left-out')).toEqual(before);
  await repository.remove('sdk/x.txt');
  await symlink('../v1/x.txt', path.join(repository.root, 'sdk/x.txt'));
  await lutimes(path.join(repository.root, 'sdk/x.txt'), at('03:00:00'), at('03:00:00'));
  const after = await state(repository, 'left-out');
  expect(after.snapshot.number).toBe('20260102030000');
  expect(after.digest).not.toBe(before.digest);
});

test.each(['/elsewhere', '../../outside', 'nowhere', 'x.txt'])(
  "the state of a link to %s is known, though it can't be followed",
  async (target) => {
    await using repository = await newWorkspace();
    const before = await state(repository);
    await repository.remove('sdk/x.txt');
    await symlink(target, path.join(repository.root, 'sdk/x.txt'));
    expect((await state(repository)).digest).not.toBe(before.digest);
  },
);
