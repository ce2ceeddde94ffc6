import { consume } from '@ameideio/ecosystems';
import { serviceOf } from '../../workspace/service.ts';
import { targetExecutor } from '../run-target.ts';

/** Resolves a service's dependencies from the registries alone. */
export default targetExecutor(async (_options, target) => consume(await serviceOf(target)));
