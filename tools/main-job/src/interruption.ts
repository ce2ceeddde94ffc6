import { PackagesError } from '@ameideio/version-manifest';
import { onInterruption } from './on-interruption.mjs';

/** Rejects with INTERRUPTED once this run is to end. Never resolves. */
export function interruption(): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>();
  promise.catch(() => undefined); // It may come while nobody waits.
  onInterruption((by) =>
    reject(new PackagesError('INTERRUPTED', `The run was ended by ${by}. Run it again to go on.`)),
  );
  return promise;
}
