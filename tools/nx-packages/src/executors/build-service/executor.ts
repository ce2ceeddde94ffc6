import path from 'node:path';
import { runService } from '@ameideio/ecosystems';
import { places } from '../../workspace/places.ts';
import { targetExecutor } from '../run-target.ts';
import { serviceOf } from '../service.ts';

/** Builds a service with what `consume` resolved and nothing else. */
export default targetExecutor(async (_options, target) => {
  const output = path.join(target.workspaceRoot, places.services(target.project.name));
  await runService(await serviceOf(target), 'build', output);
});
