import { lstat } from 'node:fs/promises';
import path from 'node:path';
import { git, splitRecords } from '../world/git.ts';

/** A file or a symbolic link of the workspace. */
export interface SourceEntry {
  /** From the workspace's root. */
  readonly path: string;
  readonly kind: 'file' | 'link';
  readonly executable: boolean;
  /** `tracked` and `untracked` are git's words; `built` is an output of `build`, whether git ignores it or not. */
  readonly origin: 'tracked' | 'untracked' | 'built';
}

/** The owner's executable bit, the only bit of a mode that git keeps. */
export const EXECUTABLE = 0o100;

const LINK_MODE = '120000';
const EXECUTABLE_MODE = '100755';
const SUBMODULE_MODE = '160000';

/**
 * Lists the existing files and links under these paths that git tracks, or would track, sorted by path. Kind and
 * executable bit are those that git would commit now. On a file system without executable bits, or with
 * `core.fileMode=false`, they come from the index. A submodule that is checked out counts with its files.
 */
export async function listGitEntries(
  workspaceRoot: string,
  paths: readonly string[],
): Promise<SourceEntry[]> {
  const submodules = new Map<string, string[]>();
  const here: string[] = [];
  for (const one of paths) {
    const submodule = await findSubmodule(workspaceRoot, one);
    if (submodule === undefined) here.push(one);
    else
      submodules.set(submodule, [...(submodules.get(submodule) ?? []), path.posix.relative(submodule, one)]);
  }
  const modes = await modesOf(workspaceRoot, here);
  for (const [folder, mode] of modes) if (mode === SUBMODULE_MODE) submodules.set(folder, ['']);

  const files = [...modes].map(([file, mode]) => entryOf(workspaceRoot, file, mode));
  const entries = (await Promise.all(files)).filter((entry) => entry !== undefined);
  for (const [folder, inner] of submodules) {
    if (!(await isSubmodule(workspaceRoot, folder))) continue;
    for (const entry of await listGitEntries(path.join(workspaceRoot, folder), inner))
      entries.push({ ...entry, path: path.posix.join(folder, entry.path) });
  }
  return entries.sort((one, other) => (one.path < other.path ? -1 : 1));
}

/** Returns the innermost submodule that holds a path, or that is the path; undefined if there is none. */
async function findSubmodule(workspaceRoot: string, at: string): Promise<string | undefined> {
  for (let folder = at; folder !== '' && folder !== '.'; folder = path.posix.dirname(folder))
    if (await isSubmodule(workspaceRoot, folder)) return folder;
  return undefined;
}

/** Whether a submodule is checked out here: its `.git` is a file that names the repository. */
async function isSubmodule(workspaceRoot: string, folder: string): Promise<boolean> {
  const found = await lstat(path.join(workspaceRoot, folder, '.git')).catch(() => undefined);
  return found?.isFile() ?? false;
}

/** Returns the modes of the files under these paths; undefined for an untracked one. */
async function modesOf(
  workspaceRoot: string,
  paths: readonly string[],
): Promise<Map<string, string | undefined>> {
  if (paths.length === 0) return new Map();
  // git accepts no empty path for the workspace's root.
  const under = ['--', ...paths.map((one) => (one === '' ? '.' : one))];
  const listing = ['ls-files', '-z', '-t', '--stage', '--cached', '--others', '--exclude-standard'];
  const [listed, changed] = await Promise.all([
    git(workspaceRoot, ...listing, ...under),
    git(workspaceRoot, 'diff-files', '-z', '--raw', '--relative', ...under),
  ]);
  return new Map([...modesInIndex(listed), ...modesInWorkTree(changed)]);
}

/** Lists the existing regular files under these paths that git tracks, or would track; sorted. */
export async function listFilesUnder(workspaceRoot: string, paths: readonly string[]): Promise<string[]> {
  const entries = await listGitEntries(workspaceRoot, paths);
  return entries.filter(({ kind }) => kind === 'file').map(({ path }) => path);
}

/** Parses each path and its mode in the index; undefined for an untracked one. */
function modesInIndex(listed: string): [file: string, mode: string | undefined][] {
  return splitRecords(listed).map((record) => {
    if (record.startsWith('? ')) return [record.slice(2), undefined];
    const tab = record.indexOf('\t');
    return [record.slice(tab + 1), record.slice(2, 8)];
  });
}

/** Parses the modes that `git add` would write for changed files. @see git-diff-files(1), "Raw output format" */
function modesInWorkTree(changed: string): [file: string, mode: string][] {
  const fields = splitRecords(changed);
  return fields.flatMap((field, index): [string, string][] => {
    const [, , mode, , , status] = /^:(\d{6}) (\d{6}) (\S+) (\S+) ([A-Z])/.exec(field) ?? [];
    const file = fields[index + 1];
    return mode === undefined || file === undefined || status === 'U' ? [] : [[file, mode]];
  });
}

async function entryOf(
  workspaceRoot: string,
  file: string,
  mode: string | undefined,
): Promise<SourceEntry | undefined> {
  const found = await lstat(path.join(workspaceRoot, file)).catch(() => undefined);
  // A folder here is a submodule, or another repository, whose files git does not list.
  if (found === undefined || !(found.isFile() || found.isSymbolicLink())) return undefined;
  return mode === undefined
    ? {
        path: file,
        kind: found.isSymbolicLink() ? 'link' : 'file',
        executable: found.isFile() && (found.mode & EXECUTABLE) !== 0,
        origin: 'untracked',
      }
    : {
        path: file,
        // With core.symlinks=false, a link is a plain file on the disk that holds its target.
        kind: mode === LINK_MODE || found.isSymbolicLink() ? 'link' : 'file',
        executable: mode === EXECUTABLE_MODE,
        origin: 'tracked',
      };
}
