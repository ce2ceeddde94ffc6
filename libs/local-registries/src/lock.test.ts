import { once } from 'node:events';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, onTestFinished, test } from 'vitest';
import { tryLock } from './lock.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

test('one holder at a time', async () => {
  const file = join(await temporaryFolder(), 'lock.sqlite');
  const lock = tryLock(file);
  expect(lock).toBeDefined();
  expect(tryLock(file)).toBeUndefined();
  lock?.release();
  const next = tryLock(file);
  expect(next).toBeDefined();
  next?.release();
});

test('the lock of a process that is killed is free', async () => {
  const file = join(await temporaryFolder(), 'lock.sqlite');
  const program = `
    const { tryLock } = await import(process.argv[1]);
    globalThis.lock = tryLock(process.argv[2]);
    console.log('held');
    setInterval(() => {}, 1000);`;
  const module = new URL('lock.ts', import.meta.url).href;
  const holder = execa(process.execPath, ['--input-type=module', '-e', program, module, file], {
    reject: false,
  });
  onTestFinished(() => void holder.kill('SIGKILL'));
  await once(holder.stdout, 'data');
  expect(tryLock(file)).toBeUndefined();
  holder.kill('SIGKILL');
  await holder;
  const lock = tryLock(file);
  expect(lock).toBeDefined();
  lock?.release();
});
