import { generate } from '../../contract/generate.ts';
import { targetExecutor } from '../run-target.ts';

/** Generates an SDK's code from the contract. */
export default targetExecutor(async (_options, { folder, log }) => generate(folder, log));
