import { lstat, readFile, readlink } from 'node:fs/promises';
import path from 'node:path';
import type { SourceEntry } from './git-files.ts';
import { isWithin } from './is-within.ts';
import { type LinkFault, type LinkTarget, resolveLink } from './resolve-link.ts';

export interface LinksRequest {
  readonly workspaceRoot: string;
  /** The paths whose entries are given. */
  readonly paths: readonly string[];
  readonly entries: readonly SourceEntry[];
  /** Lists what stands under further paths, to which links lead. */
  list(paths: readonly string[]): Promise<readonly SourceEntry[]>;
  /** Inputs of the project: a link that `build` made must lead into them, or to what `build` made as well. */
  readonly counted: readonly string[];
}

/** A link as it is written, and where it leads. */
export type ResolvedLink = { readonly text: string } & (LinkTarget | LinkFault);

export interface ResolvedLinks {
  /** The given entries and those that links lead to, by path. */
  readonly known: ReadonlyMap<string, SourceEntry>;
  readonly links: ReadonlyMap<string, ResolvedLink>;
}

/**
 * Finds out where each link leads, and each link that stands in a folder that a link leads to. Links in `node_modules`
 * are left out, unless git tracks them.
 */
export async function resolveLinks(request: LinksRequest): Promise<ResolvedLinks> {
  const { workspaceRoot, entries, list, counted } = request;
  const known = new Map(entries.map((entry) => [entry.path, entry]));
  const links = new Map<string, ResolvedLink>();
  const read = linkReader(workspaceRoot, known);
  const listed = [...request.paths];

  for (let found = entries; found.length > 0; ) {
    const further = new Set<string>();
    for (const link of found.filter(isFollowed)) {
      const resolved = restricted(link, await resolveLink(link.path, read));
      links.set(link.path, { text: (await read(link.path)) ?? '', ...resolved });
      if ('target' in resolved && !isWithin(listed, resolved.target)) further.add(resolved.target);
    }
    listed.push(...further);
    found = (await list([...further])).filter((entry) => !known.has(entry.path));
    for (const entry of found) known.set(entry.path, entry);
  }

  const folders = foldersOf(known.keys());
  for (const [link, resolved] of links) {
    if ('fault' in resolved || known.has(resolved.target) || folders.has(resolved.target)) continue;
    const exists = await lstat(path.join(workspaceRoot, resolved.target)).catch(() => undefined);
    const fault =
      exists === undefined
        ? 'leads nowhere'
        : `leads to ${resolved.target}, which is neither in git nor an output of the build`;
    links.set(link, { text: resolved.text, fault });
  }
  return { known, links };

  function restricted(link: SourceEntry, resolved: LinkTarget | LinkFault): LinkTarget | LinkFault {
    if ('fault' in resolved) return resolved;
    const { target, through } = resolved;
    if (isWithin([target], link.path)) return { fault: 'leads to a folder that holds the link itself' };
    const isCounted = (way: string): boolean => isWithin(counted, way) || known.get(way)?.origin === 'built';
    return link.origin !== 'built' || [...through, target].every(isCounted)
      ? resolved
      : { fault: `was made by the build and leads to ${target}, which is no input of the project` };
  }
}

function isFollowed({ kind, origin, path }: SourceEntry): boolean {
  return kind === 'link' && (origin === 'tracked' || !path.split('/').includes('node_modules'));
}

/** Every folder that holds one of these files, at any depth. */
function foldersOf(files: Iterable<string>): Set<string> {
  const folders = new Set<string>();
  for (const file of files) {
    for (let folder = path.posix.dirname(file); !folders.has(folder); folder = path.posix.dirname(folder))
      folders.add(folder);
  }
  return folders;
}

/** Reads the link at a path, each once; undefined where none stands there. */
function linkReader(
  workspaceRoot: string,
  known: ReadonlyMap<string, SourceEntry>,
): (link: string) => Promise<string | undefined> {
  const texts = new Map<string, Promise<string | undefined>>();
  return (link) => {
    const file = path.join(workspaceRoot, link);
    // With core.symlinks=false, git keeps the target in a plain file.
    const otherwise = (): Promise<string> | undefined =>
      known.get(link)?.kind === 'link' ? readFile(file, 'utf8') : undefined;
    const text = texts.get(link) ?? readlink(file).catch(otherwise);
    texts.set(link, text);
    return text;
  };
}
