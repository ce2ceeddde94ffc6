import { rm, writeFile } from 'node:fs/promises';

/** Lets `work` run while a new file, which this user alone may read, holds a secret. Then it is gone, also on failure. */
export async function withSecretFile<T>(file: string, text: string, work: () => Promise<T>): Promise<T> {
  await writeFile(file, text, { mode: 0o600, flag: 'wx' });
  try {
    return await work();
  } finally {
    await rm(file, { force: true });
  }
}
