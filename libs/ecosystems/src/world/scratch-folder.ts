import { rmSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

const open = new Set<string>();

process.once('exit', () => {
  for (const folder of open) rmSync(folder, { recursive: true, force: true });
});

/**
 * Gives a new empty folder outside the repository, with an empty `home/tmp` in it, readable by this user alone, and
 * removes it afterwards, also on failure and where the process exits meanwhile.
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
