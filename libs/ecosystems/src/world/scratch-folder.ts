import { rmSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onExit } from 'signal-exit';

const open = new Set<string>();

onExit(() => {
  for (const folder of open) rmSync(folder, { recursive: true, force: true });
});

/**
 * Runs `work` in a new empty folder outside the repository, with an empty `home/tmp` in it, readable by this user
 * alone. Removes the folder afterwards, also after a failure or a signal.
 */
export async function inScratchFolder<T>(name: string, work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(await realpath(tmpdir()), `nx-packages-${name}-`));
  open.add(folder);
  try {
    await chmod(folder, 0o700);
    await mkdir(path.join(folder, 'home', 'tmp'), { recursive: true });
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    open.delete(folder);
  }
}
