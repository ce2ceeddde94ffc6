import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Selected } from '../ecosystem.ts';
import { LOCK, parseLock } from './lock.ts';

/** Reads what a hashed requirements file selects for these SDKs. */
export async function readSelectedPypi(resolved: string, sdks: readonly string[]): Promise<Selected[]> {
  return parseLock(await readFile(path.join(resolved, LOCK), 'utf8')).filter(({ name }) =>
    sdks.includes(name),
  );
}
