import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { expect, onTestFinished, test, vi } from 'vitest';
import { BY_FORCE, endProcesses, POLITELY } from './end-processes.mjs';

const STUBBORN = `for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => {}); setInterval(() => {}, 1e6);`;

/** Starts a program that starts another one, each with these arguments before its endless loop; returns both ids. */
async function startTwo(parent: string, child: string, { detached = false, childDetached = false } = {}) {
  const program = `
    const { spawn } = require('node:child_process');
    const child = spawn(process.execPath, ['-e', ${JSON.stringify(`${child}; console.log('up'); setInterval(() => {}, 1e6)`)}],
      { stdio: ['ignore', 'pipe', 'ignore'], detached: ${childDetached} });
    child.stdout.once('data', () => console.log(child.pid));
    ${parent}; setInterval(() => {}, 1e6);`;
  const started = spawn(process.execPath, ['-e', program], { detached, stdio: ['ignore', 'pipe', 'ignore'] });
  const [line] = await once(started.stdout, 'data');
  const pids = [started.pid ?? 0, Number(line)];
  onTestFinished(() => endProcesses(pids, BY_FORCE));
  return { started, pids, root: started.pid ?? 0 };
}

/** A zombie does not run; when it is collected is up to the machine. */
const isRunning = (pid: number): boolean =>
  /^[^Z]/.test(spawnSync('/bin/ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).stdout.trim());
const running = (pids: readonly number[]): number[] => pids.filter(isRunning);

test.each([
  ['in the group of this process', {}],
  ['in a group of its own', { detached: true }],
  ['whose child leads a group of its own', { childDetached: true }],
])('ends a stubborn program %s with its child, by force', async (_, options) => {
  const { pids, root } = await startTwo(STUBBORN, STUBBORN, options);
  await endProcesses([root], BY_FORCE);
  expect(running(pids)).toEqual([]);
});

test('asks first: each may end in its own way', async () => {
  const { started, pids, root } = await startTwo("process.on('SIGINT', () => process.exit(7))", '');
  const ended = once(started, 'exit');
  await endProcesses([root], POLITELY);
  expect(await ended).toEqual([7, null]);
  expect(running(pids)).toEqual([]);
});

test('a child that does not obey is forced when its time is over, though its parent has ended', async () => {
  const { pids, root } = await startTwo('', STUBBORN);
  const begin = Date.now();
  await endProcesses(
    [root],
    [
      ['SIGTERM', 300],
      ['SIGKILL', 5_000],
    ],
  );
  expect(Date.now() - begin).toBeGreaterThanOrEqual(300);
  expect(running(pids)).toEqual([]);
});

test('the rest of a group is ended after its leader has gone', async () => {
  const { started, pids, root } = await startTwo('', STUBBORN, { detached: true });
  started.kill('SIGKILL');
  await once(started, 'exit');
  expect(running(pids)).toHaveLength(1);
  await endProcesses([root], BY_FORCE);
  expect(running(pids)).toEqual([]);
});

test('nothing else is touched, and what has ended is no error', async () => {
  const one = await startTwo('', '');
  const other = await startTwo('', '');
  await endProcesses([one.root], BY_FORCE);
  await endProcesses([one.root], POLITELY);
  expect(running(one.pids)).toEqual([]);
  expect(running(other.pids)).toEqual(other.pids);
});

test('without ps, the group is ended', async () => {
  const { pids, root } = await startTwo(STUBBORN, STUBBORN, { detached: true });
  vi.stubEnv('PATH', '/nonexistent');
  onTestFinished(() => void vi.unstubAllEnvs());
  await endProcesses([root], BY_FORCE);
  vi.unstubAllEnvs();
  await vi.waitFor(() => expect(running(pids)).toEqual([]), { timeout: 20_000 });
});
