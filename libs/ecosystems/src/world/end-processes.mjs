// Plain JavaScript without dependencies: the bootstrap, which runs on the user's own Node.js 20, ends processes with it too.
import { execFile } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';

/**
 * Asks first, then forces: each signal with the milliseconds that a process may take to obey it. Executors of Nx remove
 * their sandboxes in the first.
 *
 * @type {readonly (readonly [NodeJS.Signals, number])[]}
 */
export const POLITELY = [
  ['SIGINT', 5_000],
  ['SIGTERM', 2_000],
  ['SIGKILL', 2_000],
];

/**
 * Ends at once.
 *
 * @type {readonly (readonly [NodeJS.Signals, number])[]}
 */
export const BY_FORCE = [['SIGKILL', 2_000]];

const PAUSE_MILLISECONDS = 50;

/**
 * Ends processes with all that they have started: their descendants, and the process groups that any of them leads. What
 * the leader of a group left behind is found also where the leader has ended.
 *
 * @param {readonly number[]} roots process ids; one that has ended already is no error.
 * @param {readonly (readonly [NodeJS.Signals, number])[]} signals each with the milliseconds until the next one.
 * @returns {Promise<void>} when nothing of them runs any more, at the latest when the time of the last signal is over.
 */
export async function endProcesses(roots, signals) {
  const found = new Set(roots);
  for (const [signal, patience] of signals) {
    const until = Date.now() + patience;
    let running = await runningAmong(found);
    for (const pid of running) send(pid, signal);
    while (running.length > 0 && Date.now() < until) {
      await wait(PAUSE_MILLISECONDS);
      running = await runningAmong(found);
    }
    if (running.length === 0) return;
  }
}

/**
 * Adds what these processes have started, and answers with the ids of those that run still. A zombie does not: its parent
 * has yet to notice its end. Without `ps`, which a slim container may lack, the answer is each root's process group, by
 * its negative id, or the root where it leads none.
 *
 * @param {Set<number>} found
 * @returns {Promise<number[]>}
 */
async function runningAmong(found) {
  const processes = await allProcesses();
  if (processes === undefined)
    return [...found].flatMap((pid) => [-pid, pid].find((id) => send(id, 0)) ?? []);
  let before;
  do {
    before = found.size;
    for (const { pid, parent, group } of processes) if (found.has(parent) || found.has(group)) found.add(pid);
  } while (found.size > before);
  return processes.filter(({ pid, zombie }) => found.has(pid) && !zombie).map(({ pid }) => pid);
}

/**
 * @returns {Promise<{ pid: number, parent: number, group: number, zombie: boolean }[] | undefined>} undefined where there
 *   is no `ps`.
 */
async function allProcesses() {
  /** @type {string | undefined} */
  const stdout = await new Promise((resolve) =>
    execFile('ps', ['-ax', '-o', 'pid=,ppid=,pgid=,stat='], (error, text) =>
      resolve(error ? undefined : text),
    ),
  );
  return stdout
    ?.trim()
    .split('\n')
    .map((line) => {
      const [pid, parent, group, state = ''] = line.trim().split(/\s+/);
      return {
        pid: Number(pid),
        parent: Number(parent),
        group: Number(group),
        zombie: state.startsWith('Z'),
      };
    });
}

/**
 * @param {number} pid
 * @param {NodeJS.Signals | 0} signal
 * @returns {boolean} whether it was there.
 */
function send(pid, signal) {
  try {
    process.kill(pid, signal);
    return true;
  } catch {
    return false; // It has ended by itself.
  }
}
