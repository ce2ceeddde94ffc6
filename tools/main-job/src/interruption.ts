import { PackagesError } from '@ameideio/version-manifest';

const LOOK_EVERY = 500;

/**
 * Rejects once this run is to end: by Ctrl-C or another signal, or because the process that started it is gone (a
 * killed `npm` leaves its child running). Never resolves.
 */
export function interruption(): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>();
  promise.catch(() => undefined); // It may come while nobody waits.
  const interrupt = (by: string): void =>
    reject(new PackagesError('INTERRUPTED', `The run was ended by ${by}. Run it again to go on.`));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => interrupt(signal));
  const parent = process.ppid;
  const look = setInterval(() => {
    if (process.ppid !== parent) interrupt('the end of the process that started it');
  }, LOOK_EVERY);
  look.unref();
  return promise;
}
