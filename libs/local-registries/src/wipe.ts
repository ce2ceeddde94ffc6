import { mkdir, rm, writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { PackagesError } from '@ameideio/version-manifest';
import { tryLock } from './lock.ts';
import { emptyStorage, readState, type StateFolder, stateFolder, writeState } from './state.ts';

const LIMIT_SECONDS = 90;
const PAUSE_MILLISECONDS = 100;

/**
 * Empties the embedded registries: the uploads, and the mirrors' copies of third parties' packages. If a process serves
 * them, it asks that process and waits until the registries answer again, at other ports.
 */
export async function wipeRegistries(options: { readonly stateFolder: string }): Promise<void> {
  const folder = stateFolder(options.stateFolder);
  await mkdir(folder.root, { recursive: true, mode: 0o700 });
  if (await wipeHere(folder)) return;
  const { generation, pid } = await readState(folder);
  const deadline = Date.now() + LIMIT_SECONDS * 1000;
  try {
    await writeFile(folder.wipeRequest, '', { mode: 0o600 });
    while (!((await wipeThere(folder, generation)) || (await wipeHere(folder)))) {
      if (Date.now() > deadline) {
        throw new PackagesError(
          'REGISTRIES_BUSY',
          `Process ${pid} serves the embedded registries and has not emptied them in ${LIMIT_SECONDS} s. ` +
            'Stop it and wipe again.',
        );
      }
      await delay(PAUSE_MILLISECONDS);
    }
  } finally {
    await rm(folder.wipeRequest, { force: true });
  }
}

/** Wipes the storage if no process serves it, or the asked one has ended. */
async function wipeHere(folder: StateFolder): Promise<boolean> {
  const lock = tryLock(folder.lock);
  if (!lock) return false;
  try {
    await writeState(folder, await emptyStorage(folder, await readState(folder), 'stopped'));
    return true;
  } finally {
    lock.release();
  }
}

async function wipeThere(folder: StateFolder, before: number): Promise<boolean> {
  const { generation, phase } = await readState(folder);
  return generation > before && phase === 'ready';
}
