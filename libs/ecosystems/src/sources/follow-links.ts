import type { SourceEntry } from './git-files.ts';
import { isWithin } from './is-within.ts';
import { type LinksRequest, resolveLinks, waysOf } from './resolve-links.ts';

/** A file of a copy. */
export interface SourceFile {
  /** Its path in the copy, from the workspace's root. */
  readonly path: string;
  /** The file that has its bytes; another path if a link leads there. */
  readonly source: string;
  readonly executable: boolean;
}

/** A symbolic link that no copy can hold. */
export interface RefusedLink {
  readonly link: string;
  /** The link's target, as it is written. */
  readonly text: string;
  /** The reason, as a clause whose subject is the link. */
  readonly fault: string;
}

/** A symbolic link that was replaced by its target. */
export interface FollowedLink {
  readonly link: string;
  readonly text: string;
  /** Every further link on the way, and the file or folder at the end. */
  readonly ways: readonly string[];
}

/** The files of a project, with each link replaced by its target. */
export interface Sources {
  /** Sorted by path. */
  readonly files: readonly SourceFile[];
  readonly followed: readonly FollowedLink[];
  readonly refused: readonly RefusedLink[];
}

/**
 * Replaces each link by the files that it leads to. Refuses a link that leads outside the workspace, to nothing, in a
 * circle, or to a file that is not listed.
 *
 * @param isWanted whether an entry belongs into the copy; a link may lead to any other entry.
 */
export async function followLinks(
  request: LinksRequest,
  isWanted = ({ path }: SourceEntry): boolean => isWithin(request.paths, path),
): Promise<Sources> {
  const { known, links } = await resolveLinks(request);
  const sorted = [...known.values()].sort(byPath);
  const files: SourceFile[] = [];
  const followed = new Map<string, FollowedLink>();
  const refused = new Map<string, RefusedLink>();

  /** Places an entry, or its link's target, at a path of the copy; `before` are the links on the way. */
  const place = (entry: SourceEntry, at: string, before: readonly string[]): void => {
    if (entry.kind === 'file') {
      files.push({ path: at, source: entry.path, executable: entry.executable });
      return;
    }
    const link = entry.path;
    const resolved = links.get(link);
    if (resolved === undefined) return;
    const { text } = resolved;
    if ('fault' in resolved) {
      refused.set(link, { link, text, fault: resolved.fault });
      return;
    }
    const { target } = resolved;
    if (before.some((one) => isWithin([target], one))) {
      refused.set(link, { link, text, fault: 'leads to a folder that leads back to the link' });
      return;
    }
    followed.set(link, { link, text, ways: waysOf(resolved) });
    for (const inner of sorted.filter(({ path }) => isWithin([target], path)))
      place(inner, `${at}${inner.path.slice(target.length)}`, [...before, link]);
  };

  for (const entry of sorted) if (isWanted(entry)) place(entry, entry.path, []);
  return { files: files.sort(byPath), followed: [...followed.values()], refused: [...refused.values()] };
}

function byPath(one: { readonly path: string }, other: { readonly path: string }): number {
  return one.path < other.path ? -1 : 1;
}
