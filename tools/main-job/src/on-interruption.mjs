// Plain JavaScript without dependencies: the bootstrap, which runs on the user's own Node, watches with it too.
import { spawnSync } from 'node:child_process';
import { isAlive } from './is-alive.mjs';

const LOOK_EVERY = 500;

/**
 * Calls back whenever this run is to end: by Ctrl-C or another signal, or because who started it is gone (a killed `npm`
 * leaves its child running). It does not keep the process running.
 *
 * @param {(by: string) => void} tell
 */
export function onInterruption(tell) {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => tell(signal));
  const parent = process.ppid;
  const npm = npmAbove(parent);
  const look = setInterval(() => {
    if (process.ppid !== parent || (npm !== undefined && !isAlive(npm)))
      tell('the end of the process that started it');
  }, LOOK_EVERY);
  look.unref();
}

/**
 * npm, where the shell that it runs a script in stands between it and this process; that shell outlives it.
 *
 * @param {number} parent
 * @returns {number | undefined}
 */
function npmAbove(parent) {
  if (process.env.npm_lifecycle_event === undefined) return undefined;
  const { stdout } = spawnSync('ps', ['-o', 'ppid=,args=', '-p', String(parent)], { encoding: 'utf8' });
  const [, above, command] = /^\s*(\d+)\s+(\S+)/.exec(stdout ?? '') ?? [];
  return above === undefined || command === 'npm' ? undefined : Number(above);
}
