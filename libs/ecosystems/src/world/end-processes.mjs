// Plain JavaScript without dependencies: the bootstrap, which runs on the user's own Node.js 20, uses it too.
import { execFile } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';

/**
 * Signals that ask before they force, each with the milliseconds that a process may take to obey. Nx's executors remove
 * their sandboxes after the first signal.
 *
 * @type {readonly (readonly [NodeJS.Signals, number])[]}
 */
export const POLITELY = [
  ['SIGINT', 5_000],
  ['SIGTERM', 2_000],
  ['SIGKILL', 2_000],
];

/**
 * Signals that end a process at once.
 *
 * @type {readonly (readonly [NodeJS.Signals, number])[]}
 */
export const BY_FORCE = [['SIGKILL', 2_000]];

const PAUSE_MILLISECONDS = 50;

/**
 * Ends processes with everything that they started: their descendants, and the process groups that any of them leads.
 * Members of a group are found even if its leader has ended.
 *
 * @param {readonly number[]} roots process ids; an id of an ended process is no error.
 * @param {readonly (readonly [NodeJS.Signals, number])[]} signals each with the milliseconds until the next one.
 * @returns {Promise<void>} when no process of them runs any more, at the latest when the last signal's time is over.
 */
export async function endProcesses(roots, signals) {
  const found = new Set(roots);
  for (const [signal, patience] of signals) {
    const until = Date.now() + patience;
    let running = await listRunning(found);
    for (const pid of running) send(pid, signal);
    while (running.length > 0 && Date.now() < until) {
      await wait(PAUSE_MILLISECONDS);
      running = await listRunning(found);
    }
    if (running.length === 0) return;
  }
}

/**
 * Adds the descendants of these processes to `found`, and returns the ids of all that still run. A zombie does not run:
 * only its parent has not noticed its end. A slim container may lack `ps`. Then it returns each root's process group as
 * a negative id, or the root if it leads no group.
 *
 * @param {Set<number>} found
 * @returns {Promise<number[]>}
 */
async function listRunning(found) {
  const processes = await listProcesses();
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
 * @returns {Promise<{ pid: number, parent: number, group: number, zombie: boolean }[] | undefined>} undefined if there
 *   is no `ps`.
 */
async function listProcesses() {
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
 * @returns {boolean} whether the process existed.
 */
function send(pid, signal) {
  try {
    process.kill(pid, signal);
    return true;
  } catch {
    return false; // It has ended by itself.
  }
}
