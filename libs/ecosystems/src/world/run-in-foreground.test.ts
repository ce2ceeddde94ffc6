import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import { runInForeground } from './run-in-foreground.ts';
import { inScratchFolder } from './scratch-folder.ts';

const run = (program: string, stop: AbortSignal, cwd = '/'): Promise<string | undefined> =>
  runInForeground({ command: process.execPath, args: ['--eval', program], cwd, env: {}, stop });

test.each([
  ['an exit code of 0', '', undefined],
  ['another one', 'process.exit(7)', 'exited with 7'],
  ['a signal', 'process.kill(process.pid, "SIGKILL")', 'was ended by SIGKILL'],
])('tells %s', async (_, program, why) => expect(await run(program, new AbortController().signal)).toBe(why));

test('tells that there is no such program', async () => {
  const stop = new AbortController().signal;
  const why = await runInForeground({ command: '/no/such/program', args: [], cwd: '/', env: {}, stop });
  expect(why).toMatch(/^could not be run: .*ENOENT/);
});

test.each([
  ['that ends by itself then', "process.on('SIGTERM', () => process.exit(9));"],
  ['that does not, by force', "process.on('SIGTERM', () => undefined);"],
])('ends a program %s', (_, program) =>
  inScratchFolder('foreground', async (folder) => {
    const stop = new AbortController();
    const running = run(
      `${program} fs.writeFileSync('up', ''); setInterval(() => {}, 1e6)`,
      stop.signal,
      folder,
    );
    await vi.waitUntil(() => existsSync(path.join(folder, 'up')), { timeout: 20_000 });
    stop.abort();
    expect(await running).toBeUndefined();
    expect(await run('', stop.signal)).toBeUndefined();
  }),
);
