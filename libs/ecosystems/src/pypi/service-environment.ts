import { copyFile } from 'node:fs/promises';
import path from 'node:path';
import type { InstallRequest } from '../ecosystem.ts';
import { LOCK } from './lock.ts';
import { type Uv, uvClient } from './uv.ts';

/**
 * Makes an environment from a lock and keeps the lock in it, so that a service can tell what it was built with. The
 * services share a cache that stays: the lock's hashes verify its contents. Behind a router, the cache ends with the
 * task, because uv keeps files by the address of their index.
 */
export async function environmentOf(
  { workspaceRoot, pins, clientAccess, scratch, log }: Omit<InstallRequest, 'built'>,
  lock: string,
): Promise<{ uv: Uv; python: string }> {
  const uv = await uvClient({
    index: clientAccess,
    home: path.join(scratch, 'home'),
    cache:
      clientAccess.routed === undefined
        ? path.join(workspaceRoot, 'tmp', 'consumers', 'uv-cache')
        : path.join(scratch, 'uv-cache'),
    log,
  });
  const environment = path.join(scratch, 'environment');
  const python = await uv.venv(environment);
  // The cache may hold an index from before an SDK's newest version.
  const refreshed = pins.flatMap(({ name }) => ['--refresh-package', name]);
  await uv.fetch(scratch, 'pip', 'sync', '--python', python, '--require-hashes', ...refreshed, lock);
  await copyFile(lock, path.join(environment, LOCK));
  return { uv, python };
}
