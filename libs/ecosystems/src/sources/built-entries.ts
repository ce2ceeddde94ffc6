import { lstat, readdir } from 'node:fs/promises';
import path from 'node:path';
import { EXECUTABLE, type SourceEntry } from './git-files.ts';
import type { OutputPattern } from './output-patterns.ts';

/** Folders that Nx's wildcards do not match. */
const NOT_SEARCHED = ['node_modules', '.git'];

/**
 * Finds the existing files and links of a build's outputs: each match of a pattern, and the content of a matched
 * folder. It searches the disk, because git ignores most outputs.
 */
export async function findBuiltEntries(
  workspaceRoot: string,
  patterns: readonly OutputPattern[],
): Promise<SourceEntry[]> {
  const { minimatch } = await import('minimatch');
  const matches = (file: string, { pattern }: OutputPattern): boolean =>
    minimatch(file, pattern, { dot: true, nocomment: true, nonegate: true });
  /** A pattern that names a folder matches everything in the folder. */
  const isNamed = (file: string, pattern: OutputPattern): boolean =>
    withParents(file).some((one) => matches(one, pattern));

  const positive = patterns.filter(({ negated }) => !negated);
  const unwanted = patterns.filter(({ negated }) => negated);
  const found = new Map<string, SourceEntry>();
  for (const pattern of positive) {
    const isLiteral = pattern.base === pattern.pattern;
    for (const entry of await listEntriesUnder(workspaceRoot, pattern.base, isLiteral ? [] : NOT_SEARCHED))
      if (isNamed(entry.path, pattern) && !unwanted.some((other) => isNamed(entry.path, other)))
        found.set(entry.path, entry);
  }
  return [...found.values()];
}

/** Returns `a/b/c`, `a/b` and `a`. */
function withParents(file: string): string[] {
  const segments = file.split('/');
  return segments.map((_, index) => segments.slice(0, segments.length - index).join('/'));
}

/** Lists the files and links at or under a path, from the workspace's root. */
export async function listEntriesUnder(
  workspaceRoot: string,
  at: string,
  without: readonly string[],
): Promise<SourceEntry[]> {
  const found = await lstat(path.join(workspaceRoot, at)).catch(() => undefined);
  if (found?.isDirectory()) {
    const names = await readdir(path.join(workspaceRoot, at));
    const inner = names
      .filter((name) => !without.includes(name))
      .map((name) => listEntriesUnder(workspaceRoot, path.posix.join(at, name), without));
    return (await Promise.all(inner)).flat();
  }
  if (found?.isSymbolicLink()) return [{ path: at, kind: 'link', executable: false, origin: 'built' }];
  if (!found?.isFile()) return [];
  return [{ path: at, kind: 'file', executable: (found.mode & EXECUTABLE) !== 0, origin: 'built' }];
}
