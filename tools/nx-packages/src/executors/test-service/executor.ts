import { runService } from '@ameideio/ecosystems';
import { targetExecutor } from '../run-target.ts';
import { serviceOf } from '../service.ts';

/** Tests a service with what `consume` resolved and nothing else. */
export default targetExecutor(async (_options, target) =>
  runService(await serviceOf(target), 'test', undefined),
);
