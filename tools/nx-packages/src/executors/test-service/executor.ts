import { runService } from '@ameideio/ecosystems';
import { serviceOf } from '../../workspace/service.ts';
import { targetExecutor } from '../run-target.ts';

/** Tests a service with what `consume` resolved and nothing else. */
export default targetExecutor(async (_options, target) =>
  runService(await serviceOf(target), 'test', undefined),
);
