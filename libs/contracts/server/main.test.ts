import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';

const main = fileURLToPath(new URL('main.ts', import.meta.url));
const running: ChildProcess[] = [];
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
});

function run(env: Record<string, string>) {
  const child = spawn(process.execPath, [main], { env, stdio: 'pipe' });
  running.push(child);
  return child;
}

const env = { PLATFORM_LISTEN: '127.0.0.1:0', PLATFORM_TOKEN: 'secret' };

test.each([
  ['SIGTERM', (child: ChildProcess) => child.kill('SIGTERM')],
  ['SIGINT', (child: ChildProcess) => child.kill('SIGINT')],
  ['the end of stdin', (child: ChildProcess) => child.stdin?.end()],
])('says where it listens, and stops on %s', async (_, stop) => {
  const child = run(env);
  const [line] = await once(child.stdout, 'data');
  const { listening } = JSON.parse(line);
  expect((await fetch(listening)).status).toBe(404);
  stop(child);
  expect(await once(child, 'exit')).toEqual([0, null]);
});

test.each([
  [{}, /PLATFORM_LISTEN is not set.*\nPLATFORM_TOKEN is not set/],
  [{ ...env, PLATFORM_TOKEN: '' }, /^PLATFORM_TOKEN is not set.*\n$/],
  [{ ...env, PLATFORM_LISTEN: 'everywhere' }, /^PLATFORM_LISTEN is "everywhere"/],
])('refuses %j', async (env, sentence) => {
  const child = run(env);
  const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  expect({ said, code }).toEqual({ said: expect.stringMatching(sentence), code: 2 });
});
