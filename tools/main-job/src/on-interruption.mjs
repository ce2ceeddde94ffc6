// Plain JavaScript without dependencies, since the bootstrap uses it too, on the user's own Node.
import { spawnSync } from 'node:child_process';
import { isAlive } from './is-alive.mjs';

const LOOK_EVERY = 500;

/**
 * Calls back when this run has to end: after Ctrl-C or another signal, or when the process that started it has ended.
 *
 * A killed `npm` leaves its child running, so the parent is watched. The watch does not keep this process running.
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
 * The id of npm, where npm runs this process through a shell. That shell outlives npm, so its end says nothing.
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
