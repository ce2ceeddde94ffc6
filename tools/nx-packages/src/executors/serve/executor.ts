import { once } from 'node:events';
import path from 'node:path';
import { startRegistries } from '@ameideio/local-registries';
import { internalNames } from '../../workspace/internal-names.ts';
import { places } from '../../workspace/places.ts';
import { listenForEnd } from '../listen-for-end.ts';
import { targetExecutor } from '../run-target.ts';

/** Runs the embedded registries until the terminal or Nx stops it. */
export default targetExecutor(async (_options, { workspaceRoot, workspace, log }) => {
  const end = once(listenForEnd(), 'abort');
  const registries = await startRegistries({
    workspaceRoot,
    stateFolder: path.join(workspaceRoot, places.registriesState),
    environmentFile: path.join(workspaceRoot, places.registriesEnvironment),
    internal: await internalNames(workspaceRoot, workspace),
    onProgress: log,
  });
  log(`The registries run. In another terminal: source ${places.registriesEnvironment}`);
  try {
    await Promise.race([end, registries.failed]);
  } finally {
    await registries.stop();
  }
});
