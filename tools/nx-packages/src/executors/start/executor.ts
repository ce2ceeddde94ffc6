import path from 'node:path';
import { startService } from '@ameideio/ecosystems';
import { places } from '../../workspace/places.ts';
import { listenForEnd } from '../listen-for-end.ts';
import { targetExecutor } from '../run-target.ts';
import { serviceOf } from '../service.ts';

interface StartOptions {
  /** The service's own arguments, as the user typed them after the target. */
  readonly arguments: readonly string[];
}

/** Runs a built service until it ends, or until the terminal or Nx ends it. */
export default targetExecutor<StartOptions>(async (options, target) => {
  const stop = listenForEnd();
  const built = path.join(target.workspaceRoot, places.services(target.project.name));
  await startService(await serviceOf(target), built, options.arguments, stop);
});
