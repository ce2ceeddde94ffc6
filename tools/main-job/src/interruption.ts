import { PackagesError } from '@ameideio/version-manifest';
import { onInterruption } from './on-interruption.mjs';

/** Gives a promise that rejects with INTERRUPTED when this run has to end. It never resolves. */
export function interruption(): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>();
  promise.catch(() => undefined); // It may reject before anybody waits for it.
  onInterruption((by) =>
    reject(new PackagesError('INTERRUPTED', `The run was ended by ${by}. Run it again to go on.`)),
  );
  return promise;
}
