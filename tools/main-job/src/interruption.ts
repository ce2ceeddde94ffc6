import { spawnSync } from 'node:child_process';
import { PackagesError } from '@ameideio/version-manifest';
import { isAlive } from './is-alive.ts';

const LOOK_EVERY = 500;

/**
 * Rejects once this run is to end: by Ctrl-C or another signal, or because who started it is gone (a killed `npm`
 * leaves its child running). Never resolves.
 */
export function interruption(): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>();
  promise.catch(() => undefined); // It may come while nobody waits.
  const interrupt = (by: string): void =>
    reject(new PackagesError('INTERRUPTED', `The run was ended by ${by}. Run it again to go on.`));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => interrupt(signal));
  const parent = process.ppid;
  const npm = npmAbove(parent);
  const look = setInterval(() => {
    if (process.ppid !== parent || (npm !== undefined && !isAlive(npm)))
      interrupt('the end of the process that started it');
  }, LOOK_EVERY);
  look.unref();
  return promise;
}

/** npm, where the shell that it runs a script in stands between it and this process; that shell outlives it. */
function npmAbove(parent: number): number | undefined {
  if (process.env.npm_lifecycle_event === undefined) return undefined;
  const { stdout } = spawnSync('ps', ['-o', 'ppid=,args=', '-p', String(parent)], { encoding: 'utf8' });
  const [, above, command] = /^\s*(\d+)\s+(\S+)/.exec(stdout ?? '') ?? [];
  return above === undefined || command === 'npm' ? undefined : Number(above);
}
