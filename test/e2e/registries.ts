import path from 'node:path';
import {
  type RunningRegistries,
  readUploads,
  startRegistries,
  type Upload,
} from '@ameideio/local-registries';
import { internalNames, places, readWorkspace } from '@ameideio/nx-packages/workspace';
import type { Clone } from './clone.ts';

export type { RunningRegistries };

/** Starts the embedded registries of a clone, as its `registries:serve` does. */
export async function serve({ root }: Clone): Promise<RunningRegistries> {
  return startRegistries({
    workspaceRoot: root,
    stateFolder: path.join(root, places.registriesState),
    environmentFile: path.join(root, places.registriesEnvironment),
    internal: await internalNames(root, await readWorkspace(root)),
  });
}

/** The uploads that the clone's registries have logged since the last wipe. */
export function uploads({ root }: Clone): Promise<readonly Upload[]> {
  return readUploads(path.join(root, places.registriesState));
}
