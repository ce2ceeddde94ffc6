import { readlink } from 'node:fs/promises';
import path from 'node:path';
import { followLinks, type RefusedLink, type Sources } from './follow-links.ts';
import { gitEntries, type SourceEntry } from './git-files.ts';
import { isWithin } from './is-within.ts';

export interface Built {
  /** What `build` has left. */
  readonly entries: readonly SourceEntry[];
  /** The project's inputs: what a link that `build` made may lead to. */
  readonly inputs: readonly string[];
}

/**
 * What git tracks, or would track, under these paths, with links followed.
 *
 * @param paths from the workspace's root, without `..`; '' is the root itself.
 */
export async function projectSources(
  workspaceRoot: string,
  paths: readonly string[],
  built: Built = { entries: [], inputs: [] },
): Promise<Sources> {
  const list = (further: readonly string[]): Promise<SourceEntry[]> => gitEntries(workspaceRoot, further);
  const entries = merged(built.entries, await list(paths));
  return followLinks({ workspaceRoot, paths, entries, list, counted: built.inputs });
}

/** What git tracks, or would track, under these paths, with links left out: each is in `refused`. */
export async function sourcesWithoutLinks(
  workspaceRoot: string,
  paths: readonly string[],
  built: readonly SourceEntry[] = [],
): Promise<Sources> {
  const entries = merged(built, await gitEntries(workspaceRoot, paths));
  const files = entries.filter(({ kind }) => kind === 'file');
  const links = entries.filter(({ kind }) => kind === 'link');
  const refused = links.map(async ({ path: link }): Promise<RefusedLink> => {
    const text = await readlink(path.join(workspaceRoot, link)).catch(() => '');
    return { link, text, fault: 'is left out' };
  });
  return {
    files: files.map(({ path: file, executable }) => ({ path: file, source: file, executable })),
    refused: await Promise.all(refused),
    followed: [],
  };
}

/** What git says of a file counts for more than what the disk says. */
function merged(built: readonly SourceEntry[], listed: readonly SourceEntry[]): SourceEntry[] {
  return [...new Map([...built, ...listed].map((entry) => [entry.path, entry])).values()];
}

/** The files, folders and links elsewhere to which and through which the links of these paths lead. */
export function linkTargets({ followed }: Sources, paths: readonly string[]): string[] {
  const ways = new Set(followed.flatMap((link) => link.ways));
  return [...ways].filter((way) => !isWithin(paths, way)).sort();
}
