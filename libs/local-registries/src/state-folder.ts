import { join } from 'node:path';
import { type Ecosystem, UPLOAD_LOG } from './registry.ts';

/** Where things lie in the state folder. A wipe removes `storage` and nothing else. */
export interface StateFolder {
  readonly root: string;
  readonly lock: string;
  readonly state: string;
  readonly wipeRequest: string;
  readonly programs: string;
  readonly logs: string;
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

export function storageOf(folder: StateFolder, ecosystem: Ecosystem): string {
  return join(folder.storage, ecosystem);
}

export function logOf(folder: StateFolder, ecosystem: Ecosystem): string {
  return join(folder.logs, `${ecosystem}.log`);
}

export function uploadLogOf(folder: StateFolder, ecosystem: Ecosystem): string {
  return join(storageOf(folder, ecosystem), UPLOAD_LOG);
}
