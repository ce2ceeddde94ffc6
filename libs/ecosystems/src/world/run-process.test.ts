import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { expect, test, vi } from 'vitest';
import { type ProcessRequest, runProcess } from './run-process.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const PATH = process.env.PATH ?? '';

const run = (command: string, args: readonly string[], more: Partial<ProcessRequest> = {}): Promise<string> =>
  runProcess({ command, args, cwd: tmpdir(), env: { PATH }, log: () => {}, timeout: 30_000, ...more });
const node = (program: string, ...args: string[]): Promise<string> =>
  run(process.execPath, ['-e', program, ...args]);
const sh = (script: string, more: Partial<ProcessRequest> = {}): Promise<string> =>
  run('sh', ['-c', script], more);

test('a program answers with its standard output, and both streams are logged by line as they come', async () => {
  const log: string[] = [];
  const output = await sh('echo one; echo two >&2; echo three', { log: (line) => log.push(line) });
  expect(output).toBe('one\nthree');
  expect(log.sort()).toEqual(['one', 'three', 'two']);
});

test('arguments reach the program as they are: no shell reads them', async () => {
  const args = ['a b', '', '$HOME', '`id`', '; exit 1', '*', "'", '"', '\\', '\n', 'ü'];
  expect(JSON.parse(await node('console.log(JSON.stringify(process.argv.slice(1)))', ...args))).toEqual(args);
});

test('a program has the given environment and folder, and nothing of ours', async () => {
  process.env.OF_THIS_TEST = 'inherited';
  try {
    await using folder = await temporaryFolder('run');
    const output = await run(process.execPath, ['-p', 'JSON.stringify([process.env, process.cwd()])'], {
      cwd: folder.path,
      env: { ONE: '1' },
    });
    const [env, cwd] = JSON.parse(output);
    expect(env).toMatchObject({ ONE: '1' });
    expect(Object.keys(env)).not.toContain('OF_THIS_TEST');
    expect(Object.keys(env)).not.toContain('HOME');
    expect(cwd).toBe(folder.path);
  } finally {
    delete process.env.OF_THIS_TEST;
  }
});

test('a program finds nothing on its standard input', async () => {
  expect(await sh('cat; echo end')).toBe('end');
});

test('another exit code than 0 is told with the last lines of both streams', async () => {
  const failed = sh('for i in $(seq 50); do echo line $i; done; echo why >&2; exit 3');
  await expect(failed).rejects.toThrow(
    expect.objectContaining({
      code: 'COMMAND_FAILED',
      message: expect.stringMatching(/^"sh -c [\s\S]*" exited with 3 in .*\.\nline 40\n[\s\S]*line 50\nwhy$/),
    }),
  );
  await expect(failed).rejects.not.toThrow('line 39\n');
});

test('what a program knows and must not be shown is not, in its lines and in the error', async () => {
  const log: string[] = [];
  const failed = sh('echo "I got hidden-one, and hidden-one."; exit 3', {
    log: (line) => log.push(line),
    secrets: ['hidden-one'],
  });
  await expect(failed).rejects.toThrow(/exited with 3 in .*\nI got \*\*\*, and \*\*\*\.$/);
  expect(log).toEqual(['I got ***, and ***.']);
});

test('an end by a signal is told', async () => {
  await expect(sh('kill -KILL $$')).rejects.toThrow(/was ended by SIGKILL/);
});

test.each([
  ['waits', 'echo $$; exec sleep 60'],
  ['ignores a kind request', "echo $$; trap '' TERM; while :; do sleep 0.1; done"],
  ['has started another one', 'sh -c "echo \\$\\$; sleep 60" & wait'],
])('a program that %s is ended after the time limit, with all that it has started', async (_, script) => {
  const pids: number[] = [];
  const running = sh(script, { timeout: 500, log: (line) => pids.push(Number(line)) });
  await expect(running).rejects.toThrow(
    expect.objectContaining({
      code: 'COMMAND_FAILED',
      message: expect.stringContaining('took more than 0.5 s'),
    }),
  );
  expect(pids).toHaveLength(1);
  await vi.waitFor(() => expect(stateOf(pids[0])).toMatch(/^Z?$/), { timeout: 20_000 });
});

test('a program that is not there is named, with what to do', async () => {
  await expect(run('no-such-program', [])).rejects.toThrow(
    expect.objectContaining({
      code: 'TOOL_MISSING',
      message: expect.stringMatching(/^"no-such-program" is not on the PATH .*Install it/),
    }),
  );
});

test('a folder that is gone is named', async () => {
  await expect(sh('true', { cwd: '/nowhere/at/all' })).rejects.toThrow('/nowhere/at/all is gone');
});

/** Returns a process's state: empty if it has ended, `Z…` if its parent has not collected it yet. */
function stateOf(pid: number | undefined): string {
  return spawnSync('ps', ['-o', 'stat=', '-p', `${pid}`], { encoding: 'utf8' })
    .stdout.trim()
    .slice(0, 1);
}
