import { readlink } from 'node:fs/promises';
import path from 'node:path';
import { followLinks, type RefusedLink, type Sources } from './follow-links.ts';
import { listGitEntries, type SourceEntry } from './git-files.ts';
import { isWithin } from './is-within.ts';

/**
 * Lists the files under these paths that git tracks, or would track, with links followed.
 *
 * @param paths from the workspace's root, without `..`; '' is the root itself.
 */
export async function listProjectSources(workspaceRoot: string, paths: readonly string[]): Promise<Sources> {
  const list = (further: readonly string[]): Promise<SourceEntry[]> => listGitEntries(workspaceRoot, further);
  return followLinks({ workspaceRoot, paths, entries: await list(paths), list, counted: [] });
}

/** Lists the files under these paths that git tracks, or would track, without links: each link is in `refused`. */
export async function listSourcesWithoutLinks(
  workspaceRoot: string,
  paths: readonly string[],
): Promise<Sources> {
  return withoutLinks(workspaceRoot, await listGitEntries(workspaceRoot, paths));
}

/** Separates the files from the links: each link is in `refused`. */
export async function withoutLinks(workspaceRoot: string, entries: readonly SourceEntry[]): Promise<Sources> {
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

/** Lists the files, folders and links outside these paths that the links of these paths lead to or through. */
export function listLinkTargets({ followed }: Sources, paths: readonly string[]): string[] {
  const ways = new Set(followed.flatMap((link) => link.ways));
  return [...ways].filter((way) => !isWithin(paths, way)).sort();
}
