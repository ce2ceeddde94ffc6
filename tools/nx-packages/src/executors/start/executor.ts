import path from 'node:path';
import { startService } from '@ameideio/ecosystems';
import { places } from '../../workspace/places.ts';
import { askedToEnd } from '../asked-to-end.ts';
import { targetExecutor } from '../run-target.ts';
import { serviceOf } from '../service.ts';

interface StartOptions {
  /** As they were typed behind the target. */
  readonly arguments: readonly string[];
}

/** Runs a service that was built, until it ends or is told to. */
export default targetExecutor<StartOptions>(async (options, target) => {
  const stop = askedToEnd();
  const built = path.join(target.workspaceRoot, places.services(target.project.name));
  await startService(await serviceOf(target), built, options.arguments, stop);
});
