// Plain JavaScript without dependencies, for the bootstrap too.
import { mkdir, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isAlive } from './is-alive.mjs';

const PREFIX = 'nx-packages-run-';

/**
 * Makes the folder that a run's temporary files go to, so that they leave with it whatever became of the processes
 * that made them. Folders of runs that were killed are removed on the way.
 *
 * @returns {Promise<string>}
 */
export async function makeRunFolder() {
  for (const name of await readdir(tmpdir())) {
    if (name.startsWith(PREFIX) && !isAlive(Number(name.slice(PREFIX.length)))) {
      await rm(path.join(tmpdir(), name), { recursive: true, force: true });
    }
  }
  const folder = path.join(tmpdir(), `${PREFIX}${process.pid}`);
  await mkdir(folder, { mode: 0o700 });
  return folder;
}
