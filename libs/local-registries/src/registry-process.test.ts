import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { type RegistryProcess, startProcess } from './registry-process.ts';
import { isRunning } from './testing/processes.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

interface Started extends RegistryProcess {
  /** The output so far. */
  log(): Promise<string>;
}

async function start(args: readonly string[], settings?: object, file = process.execPath): Promise<Started> {
  const folder = await temporaryFolder();
  const logFile = join(folder, 'child.log');
  const child = startProcess({
    title: 'The child',
    file,
    args,
    folder,
    environment: {},
    logFile,
    ...(settings ? { settings } : {}),
  });
  onTestFinished(() => child.stop());
  return { ...child, log: () => readFile(logFile, 'utf8') };
}

const run = (program: string, settings?: object) => start(['-e', program], settings);

test('settings arrive on standard input, and its end is the end', async () => {
  const child = await run(`process.stdin.on('data', (line) => console.log('got ' + line))`, { secret: 1 });
  await vi.waitFor(async () => expect(await child.log()).toBe('got {"secret":1}\n\n'), { timeout: 20_000 });
  await child.stop();
  expect((await child.exited).message).toMatch(
    /^The child stopped \(exit code 0\)\. The end of .*child\.log:/,
  );
});

test('a death is told with its reason and the end of the log', async () => {
  const child = await run(`for (let i = 1; i <= 30; i++) console.log('line ' + i); process.exit(3)`);
  const { message, code } = await child.exited;
  expect(code).toBe('REGISTRY_UNAVAILABLE');
  expect(message).toContain('The child stopped (exit code 3)');
  expect(message.split('\n').slice(1)).toEqual(Array.from({ length: 12 }, (_, line) => `line ${line + 19}`));
});

test('a death without a word is told as such', async () => {
  const child = await run('process.exit(3)');
  expect((await child.exited).message).toMatch(/child\.log:\n\(it has written nothing\)$/);
});

test('a program that is not there is told likewise', async () => {
  const child = await start([], undefined, '/no/such/program');
  expect((await child.exited).message).toContain('ENOENT');
  await child.stop();
});

test('whoever does not end by himself is ended, with his children', async () => {
  const stubborn = `setInterval(() => {}, 1000); process.on('SIGTERM', () => {}); process.on('SIGINT', () => {});`;
  const child = await run(`
    const { spawn } = require('node:child_process');
    console.log(spawn(process.execPath, ['-e', ${JSON.stringify(stubborn)}], { stdio: 'ignore' }).pid);
    ${stubborn}`);
  const grandchild = await vi.waitFor(
    async () => {
      const pid = Number(await child.log());
      expect(pid).toBeGreaterThan(0);
      return pid;
    },
    { timeout: 20_000 },
  );
  await child.stop();
  expect((await child.exited).message).toContain('(SIGKILL)');
  await vi.waitFor(async () => expect(await isRunning(grandchild)).toBe(false), { timeout: 20_000 });
});
