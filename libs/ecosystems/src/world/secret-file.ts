import { rm, writeFile } from 'node:fs/promises';

/** Runs `work` while a new file, readable by this user alone, holds a secret; removes the file even after a failure. */
export async function withSecretFile<T>(file: string, text: string, work: () => Promise<T>): Promise<T> {
  await writeFile(file, text, { mode: 0o600, flag: 'wx' });
  try {
    return await work();
  } finally {
    await rm(file, { force: true });
  }
}
