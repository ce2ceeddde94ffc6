import path from 'node:path';
import { readTaskReport, removeTaskReport, type TaskReport } from '@ameideio/nx-packages/workspace';
import { execa } from 'execa';
import { type Clone, type Place, WORKSPACE } from './clone.ts';
import { npxTerminal } from './user.ts';

export interface NxRun {
  readonly exitCode: number;
  /** Standard output and error, in the order in which they came. */
  readonly output: string;
  /** How each task ended; empty where none ran. */
  readonly tasks: TaskReport;
}

/** Runs `nx` with these words in the clone, with settings that save time. */
export function nx(
  clone: Clone,
  words: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<NxRun> {
  const sparing = {
    // Third parties' files are the same for all clones, so each but the first finds them compiled.
    NODE_COMPILE_CACHE: path.join(WORKSPACE, 'node_modules', '.cache', 'e2e'),
    NX_ISOLATE_PLUGINS: 'false',
  };
  return usersNx(clone, words, { ...sparing, ...environment });
}

/** Runs `nx` as a user does. No daemon, no terminal interface. */
export async function usersNx(
  place: Place,
  words: string,
  environment: Readonly<Record<string, string>>,
): Promise<NxRun> {
  await removeTaskReport(place.root);
  const { exitCode, all } = await execa('nx', words.split(' '), {
    cwd: place.root,
    env: { ...npxTerminal(place), NX_DAEMON: 'false', NX_TUI: 'false', FORCE_COLOR: '0', ...environment },
    extendEnv: false,
    stdin: 'ignore',
    all: true,
    reject: false,
    timeout: 600_000,
  });
  const tasks = await readTaskReport(place.root).catch(() => ({}));
  return { exitCode: exitCode ?? -1, output: all, tasks };
}

/** The tasks that ran, sorted. */
export function executed(tasks: TaskReport): string[] {
  return ended(tasks, 'success');
}

/** The tasks whose results came from the cache, sorted. */
export function restored(tasks: TaskReport): string[] {
  return ended(tasks, 'local-cache', 'local-cache-kept-existing');
}

export function failed(tasks: TaskReport): string[] {
  return ended(tasks, 'failure');
}

/** The tasks that did not run because others failed. */
export function skipped(tasks: TaskReport): string[] {
  return ended(tasks, 'skipped');
}

function ended(tasks: TaskReport, ...statuses: TaskReport[string][]): string[] {
  return Object.keys(tasks)
    .filter((id) => statuses.some((status) => tasks[id] === status))
    .toSorted();
}
