import { lstat, readFile } from 'node:fs/promises';
import path from 'node:path';
import { PackagesError, snapshotNumber } from '@ameideio/version-manifest';
import { git, splitRecords } from '../world/git.ts';

/** The state of an SDK's inputs from which its snapshot's number is made. */
export interface Snapshot {
  /** UTC, YYYYMMDDHHMMSS. */
  readonly number: string;
  /** The commit that has this time, or on which the uncommitted changes are based. */
  readonly commit: string;
  readonly dirty: boolean;
}

/**
 * Computes the snapshot of these inputs. Clean inputs have the latest committer time over *all* commits that touch
 * them: the last commit in the log may have an older time. With uncommitted changes, it is the later of two times: that
 * one plus one second, and the newest time of a changed input.
 *
 * @throws PackagesError HISTORY_SHALLOW if the commit is on the boundary of a shallow clone. There git shows it as
 * touching every file, so the time would silently be wrong.
 */
export async function snapshotOf(workspaceRoot: string, inputs: readonly string[]): Promise<Snapshot> {
  const [last, changed] = await Promise.all([
    findLastCommit(workspaceRoot, inputs),
    listChangedInputs(workspaceRoot, inputs),
  ]);
  if (changed.length === 0 && last !== undefined) {
    return { number: snapshotNumber(last.time), commit: last.commit, dirty: false };
  }
  const times = await Promise.all(changed.map((input) => timeOf(workspaceRoot, input)));
  const newest = Math.max((last?.time ?? 0) + 1, ...times);
  const commit = last?.commit ?? (await git(workspaceRoot, 'rev-parse', 'HEAD')).trim();
  return { number: snapshotNumber(newest), commit, dirty: true };
}

interface CommitTime {
  readonly commit: string;
  /** Seconds since the epoch. */
  readonly time: number;
}

async function findLastCommit(
  workspaceRoot: string,
  inputs: readonly string[],
): Promise<CommitTime | undefined> {
  const [log, boundary] = await Promise.all([
    git(workspaceRoot, 'log', '--full-history', '--format=%H %ct', '--', ...inputs),
    readShallowBoundary(workspaceRoot),
  ]);
  const last = pickLatest(log);
  if (last !== undefined && boundary.has(last.commit)) {
    throw new PackagesError(
      'HISTORY_SHALLOW',
      `The clone is shallow and ends at ${last.commit.slice(0, 12)}, so the time of the last change of ${inputs[0]} is not known. Run "git fetch --unshallow" (in CI: fetch the whole history).`,
    );
  }
  return last;
}

/** Picks the commit with the latest time from lines of `<hash> <seconds>`; of equal times the first line. */
export function pickLatest(log: string): CommitTime | undefined {
  let last: CommitTime | undefined;
  for (const line of log.split('\n')) {
    const [commit, seconds] = line.split(' ');
    if (!commit || seconds === undefined) continue;
    const time = Number(seconds);
    if (last === undefined || time > last.time) last = { commit, time };
  }
  return last;
}

async function readShallowBoundary(workspaceRoot: string): Promise<Set<string>> {
  const file = (await git(workspaceRoot, 'rev-parse', '--git-path', 'shallow')).trim();
  const text = await readFile(path.resolve(workspaceRoot, file), 'utf8').catch(() => '');
  return new Set(text.split('\n').filter((line) => line !== ''));
}

/** The mode that git shows for a missing file. */
const ABSENT = '000000';

interface ChangedInput {
  /** From the workspace's root. */
  readonly file: string;
  /** The executable bit, or whether the path is a link, differs from the last commit. */
  readonly otherMode: boolean;
}

/** Lists changed, new and deleted inputs. @see git-status(1), "Porcelain Format Version 2" */
async function listChangedInputs(workspaceRoot: string, inputs: readonly string[]): Promise<ChangedInput[]> {
  const status = await git(
    workspaceRoot,
    'status',
    '--porcelain=v2',
    '-z',
    '--untracked-files=all',
    '--no-renames',
    '--',
    ...inputs,
  );
  return splitRecords(status).map((record) => {
    // "1 XY sub mH mI mW hH hI path", "u XY sub m1 m2 m3 mW h1 h2 h3 path" or "? path".
    const fields = record.split(' ');
    const before = { '1': 8, u: 10 }[fields[0] ?? ''] ?? 1;
    const [, , , inHead, , inWorkTree] = fields;
    const otherMode = fields[0] === '1' && inHead !== ABSENT && inHead !== inWorkTree;
    return { file: fields.slice(before).join(' '), otherMode };
  });
}

/**
 * Returns when a changed input got its state, in seconds. For a deleted input it is the time of the nearest folder that
 * exists. A change of mode alone does not change a file's modification time.
 */
async function timeOf(workspaceRoot: string, { file, otherMode }: ChangedInput): Promise<number> {
  for (let at = file; ; at = path.dirname(at)) {
    const entry = await lstat(path.join(workspaceRoot, at)).catch(() => undefined);
    if (entry === undefined) continue;
    const changed = otherMode && at === file ? Math.max(entry.mtimeMs, entry.ctimeMs) : entry.mtimeMs;
    return Math.floor(changed / 1000);
  }
}
