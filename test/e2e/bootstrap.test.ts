import { chmod, cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { expect, onTestFinished, test } from 'vitest';
import { BOOTSTRAP, WORKSPACE } from './clone.ts';

test('the bootstrap refuses Windows and names what to use', async () => {
  const { root, programs } = await uninstalled();
  const windows = `data:text/javascript,Object.defineProperty(process,'platform',{value:'win32'})`;
  const { exitCode, stderr } = await bootstrap(root, programs, '--import', windows);
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(/^Error \[TOOL_MISSING\]: Windows is not supported\. Use WSL/);
});

test('the bootstrap names every tool that is missing or too old, before anything else', async () => {
  const { root, programs } = await uninstalled();
  // No git, an old Go, a Python that is old and lacks its modules.
  const scripts = {
    npm: 'echo 11.0.0',
    go: 'echo go1.20.1',
    python3: 'case "$1" in --version) echo Python 3.9.1 ;; *) exit 1 ;; esac',
  };
  for (const [name, script] of Object.entries(scripts)) {
    await writeFile(path.join(programs, name), `#!/bin/sh\n${script}\n`);
    await chmod(path.join(programs, name), 0o755);
  }
  await writeFile(path.join(programs, 'node'), `#!/bin/sh\necho v26.0.0\n`);
  await chmod(path.join(programs, 'node'), 0o755);

  const { exitCode, stdout, stderr } = await bootstrap(root, programs);
  expect(exitCode).toBe(2);
  expect(stdout).toBe('');
  expect(stderr.split('\n')).toEqual([
    expect.stringMatching(/^Error \[TOOL_MISSING\]: Python is 3\.9\.1; 3\.11\.0 or later is needed\./),
    expect.stringMatching(/^Error \[TOOL_MISSING\]: Python's venv and pip is missing; /),
    expect.stringMatching(/^Error \[TOOL_MISSING\]: Go is 1\.20\.1; 1\.26\.0 or later is needed\./),
    expect.stringMatching(/^Error \[TOOL_MISSING\]: git is missing; /),
  ]);
  expect((await readdir(root)).toSorted()).toEqual([
    'bootstrap.mjs',
    'libs',
    'package-lock.json',
    'requirements.txt',
    'tools',
  ]);
});

/** A folder with the files that the bootstrap needs, and an empty folder for its PATH. */
async function uninstalled(): Promise<{ root: string; programs: string }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'nx-packages-e2e-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const programs = path.join(folder, 'programs');
  const root = path.join(folder, 'workspace');
  await mkdir(programs);
  await mkdir(root);
  for (const name of [...BOOTSTRAP, 'package-lock.json', 'requirements.txt']) {
    await cp(path.join(WORKSPACE, name), path.join(root, name), { recursive: true });
  }
  return { root, programs };
}

function bootstrap(root: string, programs: string, ...options: readonly string[]) {
  return execa(process.execPath, [...options, 'bootstrap.mjs'], {
    cwd: root,
    env: { PATH: programs },
    extendEnv: false,
    reject: false,
  });
}
