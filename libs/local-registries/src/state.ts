import { readFile } from 'node:fs/promises';
import { PackagesError } from '@ameideio/version-manifest';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';
import { ECOSYSTEMS } from './registry.ts';
import type { StateFolder } from './state-folder.ts';

const stateSchema = z.strictObject({
  /** The process that holds the lock, or held it last. */
  pid: z.int(),
  phase: z.enum(['starting', 'ready', 'stopped']),
  /** Grows by one with every wipe. */
  generation: z.int(),
  /** The last ports: they are taken again, since an address is part of the key of a smoke. */
  ports: z.partialRecord(z.enum(ECOSYSTEMS), z.int()),
  /** The ports of storages that were wiped: a cached smoke may still name them. */
  retiredPorts: z.array(z.int()),
});

export type State = Readonly<z.infer<typeof stateSchema>>;
export type Ports = State['ports'];

const FIRST: State = { pid: 0, phase: 'stopped', generation: 0, ports: {}, retiredPorts: [] };

export async function readState(folder: StateFolder): Promise<State> {
  const text = await readFile(folder.state, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return FIRST;
  try {
    return stateSchema.parse(JSON.parse(text));
  } catch (error) {
    throw new PackagesError(
      'OUTPUT_UNREADABLE',
      `${folder.state} is not a state of the embedded registries. Stop them and remove ${folder.root}.`,
      { cause: error },
    );
  }
}

export async function writeState(folder: StateFolder, state: State): Promise<void> {
  await writeFileAtomic(folder.state, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 });
}
