import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { PackagesError } from '@ameideio/version-manifest';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';

/** The paths in the state folder. A wipe removes only `storage`. */
export interface StateFolder {
  readonly root: string;
  readonly lock: string;
  readonly state: string;
  readonly wipeRequest: string;
  /** Compiled programs. */
  readonly programs: string;
  /** A file for each registry, named by the id of its ecosystem. */
  readonly logs: string;
  /** A folder for each registry, named by the id of its ecosystem. */
  readonly storage: string;
}

export function stateFolder(root: string): StateFolder {
  return {
    root,
    lock: join(root, 'lock.sqlite'),
    state: join(root, 'state.json'),
    wipeRequest: join(root, 'wipe-requested'),
    programs: join(root, 'programs'),
    logs: join(root, 'logs'),
    storage: join(root, 'storage'),
  };
}

const stateSchema = z.strictObject({
  /** The process that holds the lock, or held it last. */
  pid: z.int(),
  phase: z.enum(['starting', 'ready', 'stopped']),
  /** Grows by one with every wipe. */
  generation: z.int(),
  /** The last ports, by ecosystem. They are used again, because an address is part of a smoke's key. */
  ports: z.record(z.string(), z.int()),
  /** The ports of wiped storages: a cached smoke may still name them. */
  retiredPorts: z.array(z.int()),
});

export type State = Readonly<z.infer<typeof stateSchema>>;

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

/**
 * Empties the storage of registries that don't run, and retires their ports. A cached smoke that names such an address
 * must never meet a registry without the smoked versions.
 *
 * @param phase the next phase. A process that asked for a wipe waits until the new generation is ready.
 * @returns the new state, which is not written yet.
 */
export async function emptyStorage(
  folder: StateFolder,
  state: State,
  phase: Exclude<State['phase'], 'ready'>,
): Promise<State> {
  await rm(folder.storage, { recursive: true, force: true, maxRetries: 3 });
  return {
    ...state,
    phase,
    generation: state.generation + 1,
    ports: {},
    retiredPorts: [...state.retiredPorts, ...Object.values(state.ports)],
  };
}
