import path from 'node:path';
import { startRegistries } from '@ameideio/local-registries';
import { internalNames } from '../../workspace/internal-names.ts';
import { places } from '../../workspace/places.ts';
import { targetExecutor } from '../run-target.ts';

/** Runs the embedded registries until it is told to stop. */
export default targetExecutor(async (_options, { workspaceRoot, workspace, log }) => {
  const asked = new Promise<void>((resolve) => {
    // Each as often as it comes: after a Ctrl-C, which reaches the whole group, Nx sends it once more.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
    process.once('disconnect', () => resolve());
  });
  const registries = await startRegistries({
    workspaceRoot,
    stateFolder: path.join(workspaceRoot, places.registriesState),
    environmentFile: path.join(workspaceRoot, places.registriesEnvironment),
    internal: await internalNames(workspaceRoot, workspace),
    onProgress: log,
  });
  log(`The registries run. In another terminal: source ${places.registriesEnvironment}`);
  try {
    await Promise.race([asked, registries.failed]);
  } finally {
    await registries.stop();
  }
});
