// Plain JavaScript without dependencies, for the bootstrap too.
import { setTimeout as wait } from 'node:timers/promises';

/**
 * How long each kind of asking may take, in milliseconds. Executors remove their sandboxes in the first.
 *
 * @type {readonly (readonly [NodeJS.Signals, number])[]}
 */
const PATIENCE = [
  ['SIGINT', 5_000],
  ['SIGTERM', 2_000],
  ['SIGKILL', 2_000],
];

/**
 * Ends every process of a group. Bounded.
 *
 * @param {number} leader
 * @returns {Promise<void>}
 */
export async function endGroup(leader) {
  for (const [signal, patience] of PATIENCE) {
    if (!signalGroup(leader, signal)) return;
    const until = Date.now() + patience;
    while (signalGroup(leader, 0) && Date.now() < until) await wait(50);
  }
}

/**
 * Whether the group is there still.
 *
 * @param {number} leader
 * @param {NodeJS.Signals | 0} signal
 * @returns {boolean}
 */
function signalGroup(leader, signal) {
  try {
    process.kill(-leader, signal);
    return true;
  } catch {
    return false;
  }
}
