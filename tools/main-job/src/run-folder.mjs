// Plain JavaScript without dependencies, since the bootstrap uses it too.
import { mkdir, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isAlive } from './is-alive.mjs';

const PREFIX = 'nx-packages-run-';

/**
 * Makes the folder for a run's temporary files. Removing it removes them, however the processes that made them ended.
 *
 * Folders that killed runs left are removed first.
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
