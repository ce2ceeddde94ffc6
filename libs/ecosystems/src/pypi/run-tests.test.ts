import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { runProcess } from '../world/run-process.ts';
import { inScratchFolder } from '../world/scratch-folder.ts';
import { RUN_TESTS } from './run-tests.ts';

/** The workspace's environment, which has pytest. */
const PYTHON = path.resolve(import.meta.dirname, '../../../../.venv/bin/python');

type Files = Readonly<Record<string, string>>;

/** Returns the program's output; fails if its exit code is not 0. */
async function ran(files: Files, args: readonly string[] = [], options = ['-P']): Promise<string> {
  return inScratchFolder('run-tests-test', async (folder) => {
    for (const [file, text] of Object.entries(files)) {
      await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
      await writeFile(path.join(folder, file), text);
    }
    return runProcess({
      command: PYTHON,
      args: [...options, RUN_TESTS, ...args],
      cwd: folder,
      env: { PATH: process.env.PATH ?? '' },
      log: () => undefined,
      timeout: 60_000,
    });
  });
}

/** Without installed packages, and so without pytest. */
const BARE = ['-P', '-S'];
const PASSES = { 'tests/test_a.py': 'def test_a():\n    assert True\n' };

it('runs the tests', async () => {
  expect(await ran(PASSES)).toContain('1 passed');
  await expect(ran({ 'test_a.py': 'def test_a():\n    assert False\n' })).rejects.toThrow('1 failed');
  await expect(ran({ 'test_a.py': 'this is no Python' })).rejects.toThrow('exited with 2');
});

it('takes no tests for no failure, with pytest and without', async () => {
  expect(await ran({ 'a.py': '' })).toContain('no tests ran');
  expect(await ran({ 'a.py': '', '.venv/lib/test_a.py': '' }, [], BARE)).toContain('There are no tests');
});

it('asks for pytest where there are tests', async () => {
  await expect(ran(PASSES, [], BARE)).rejects.toThrow('State it in the dependency group dev or test');
});

it("lets tests import what lies in the project's folder where it is told so", async () => {
  const files = {
    'beside.py': 'X = 1\n',
    'tests/test_a.py': 'import beside\ndef test_a():\n    assert beside.X\n',
  };
  expect(await ran(files, ['with-folder'])).toContain('1 passed');
  await expect(ran(files)).rejects.toThrow("No module named 'beside'");
});
