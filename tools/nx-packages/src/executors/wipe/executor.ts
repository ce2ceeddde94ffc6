import path from 'node:path';
import { wipeRegistries } from '@ameideio/local-registries';
import { places } from '../../workspace/places.ts';
import { targetExecutor } from '../run-target.ts';

/** Empties the embedded registries. */
export default targetExecutor(async (_options, { workspaceRoot, log }) => {
  await wipeRegistries({ stateFolder: path.join(workspaceRoot, places.registriesState) });
  log(
    `The registries are empty and at another address. Source ${places.registriesEnvironment} again where they run.`,
  );
});
