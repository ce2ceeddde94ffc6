import { rm } from 'node:fs/promises';
import type { State } from './state.ts';
import type { StateFolder } from './state-folder.ts';

/**
 * Empties the storage of registries that don't run. Their ports are given up for good: a cached smoke that
 * names such an address must never meet a registry that has lost what was smoked.
 */
export async function emptyStorage(folder: StateFolder, state: State): Promise<State> {
  await rm(folder.storage, { recursive: true, force: true, maxRetries: 3 });
  return {
    ...state,
    generation: state.generation + 1,
    ports: {},
    retiredPorts: [...state.retiredPorts, ...Object.values(state.ports)],
  };
}
