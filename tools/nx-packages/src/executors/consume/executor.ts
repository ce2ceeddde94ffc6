import { consume } from '@ameideio/ecosystems';
import { targetExecutor } from '../run-target.ts';
import { serviceOf } from '../service.ts';

/** Resolves a service's dependencies from the registries alone. */
export default targetExecutor(async (_options, target) => consume(await serviceOf(target)));
