import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { type Child, startChild } from './child.ts';
import { isRunning } from './testing/processes.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

async function start(program: string, settings?: object): Promise<Child> {
  const folder = await temporaryFolder();
  const child = startChild({
    title: 'The child',
    file: process.execPath,
    args: ['-e', program],
    folder,
    environment: {},
    logFile: join(folder, 'child.log'),
    ...(settings ? { settings } : {}),
  });
  onTestFinished(() => child.stop());
  return child;
}

const log = (child: Child) => readFile(child.logFile, 'utf8');

test('settings arrive on standard input, and its end is the end', async () => {
  const child = await start(`process.stdin.on('data', (line) => console.log('got ' + line))`, { secret: 1 });
  await vi.waitFor(async () => expect(await log(child)).toBe('got {"secret":1}\n\n'));
  await child.stop();
  expect((await child.exited).message).toMatch(
    /^The child stopped \(exit code 0\)\. The end of .*child\.log:/,
  );
});

test('a death is told with its reason and the end of the log', async () => {
  const child = await start(`for (let i = 1; i <= 30; i++) console.log('line ' + i); process.exit(3)`);
  const { message, code } = await child.exited;
  expect(code).toBe('REGISTRY_UNAVAILABLE');
  expect(message).toContain('The child stopped (exit code 3)');
  expect(message.split('\n').slice(1)).toEqual(Array.from({ length: 12 }, (_, line) => `line ${line + 19}`));
});

test('a death without a word is told as such', async () => {
  const child = await start('process.exit(3)');
  expect((await child.exited).message).toMatch(/child\.log:\n\(it has written nothing\)$/);
});

test('a program that is not there is told likewise', async () => {
  const folder = await temporaryFolder();
  const file = join(folder, 'nothing');
  const child = startChild({
    title: 'X',
    file,
    args: [],
    folder,
    environment: {},
    logFile: join(folder, 'log'),
  });
  expect((await child.exited).message).toContain('ENOENT');
  await child.stop();
});

test('whoever does not end by himself is ended, with his children', async () => {
  const stubborn = `setInterval(() => {}, 1000); process.on('SIGTERM', () => {}); process.on('SIGINT', () => {});`;
  const child = await start(`
    const { spawn } = require('node:child_process');
    console.log(spawn(process.execPath, ['-e', ${JSON.stringify(stubborn)}], { stdio: 'ignore' }).pid);
    ${stubborn}`);
  const grandchild = await vi.waitFor(async () => {
    const pid = Number(await log(child));
    expect(pid).toBeGreaterThan(0);
    return pid;
  });
  await child.stop();
  expect((await child.exited).message).toContain('(SIGKILL)');
  await vi.waitFor(async () => expect(await isRunning(grandchild)).toBe(false));
}, 20_000);
