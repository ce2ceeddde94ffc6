import { lstat, readFile, readlink, realpath } from 'node:fs/promises';
import path from 'node:path';
import type { SourceEntry } from './git-files.ts';
import { isWithin } from './is-within.ts';
import { type LinkFault, type LinkTarget, resolveLink } from './resolve-link.ts';

export interface LinksRequest {
  readonly workspaceRoot: string;
  /** The paths of the given entries. */
  readonly paths: readonly string[];
  readonly entries: readonly SourceEntry[];
  /** Lists the entries under further paths, to which links lead. */
  list(paths: readonly string[]): Promise<readonly SourceEntry[]>;
  /**
   * Inputs of the project. A link that `build` made must lead to an input, to another output of `build`, or to the
   * target of a link in git.
   */
  readonly counted: readonly string[];
}

/** A link's text and its target. */
export type ResolvedLink = { readonly text: string } & (LinkTarget | LinkFault);

export interface ResolvedLinks {
  /** The given entries and the targets of links, by path. */
  readonly known: ReadonlyMap<string, SourceEntry>;
  readonly links: ReadonlyMap<string, ResolvedLink>;
}

/**
 * Resolves each link, and each link in a folder that a link leads to. Omits links in `node_modules` that git does not
 * track.
 */
export async function resolveLinks(request: LinksRequest): Promise<ResolvedLinks> {
  const { workspaceRoot, entries, list } = request;
  const known = new Map(entries.map((entry) => [entry.path, entry]));
  const links = new Map<string, ResolvedLink>();
  const read = linkReader(workspaceRoot, known);
  const listed = [...request.paths];

  for (let found = entries; found.length > 0; ) {
    const further = new Set<string>();
    for (const link of found.filter(isFollowed)) {
      const resolved = await resolveLink(link.path, read);
      links.set(link.path, { text: (await read(link.path)) ?? '', ...withoutCircle(link.path, resolved) });
      if ('target' in resolved && !isWithin([...listed, ...further], resolved.target))
        further.add(resolved.target);
    }
    listed.push(...further);
    found = (await list([...further])).filter((entry) => !known.has(entry.path));
    for (const entry of found) known.set(entry.path, entry);
  }

  const all = [...links];
  const isBuilt = (file: string): boolean => known.get(file)?.origin === 'built';
  const counted = [
    ...request.counted,
    ...all.flatMap(([link, resolved]) => (isBuilt(link) || 'fault' in resolved ? [] : waysOf(resolved))),
  ];
  const folders = foldersOf(known.keys());
  for (const [link, resolved] of all) {
    if ('fault' in resolved) continue;
    const { text, target } = resolved;
    if (!known.has(target) && !folders.has(target)) {
      const exists = await lstat(path.join(workspaceRoot, target)).catch(() => undefined);
      const where = `leads to ${target}, which is neither in git nor an output of the build`;
      links.set(link, { text, fault: exists === undefined ? 'leads nowhere' : where });
    } else if (isBuilt(link) && !waysOf(resolved).every((way) => isBuilt(way) || isWithin(counted, way))) {
      const fault = `was made by the build and leads to ${target}, which is no input of the project`;
      links.set(link, { text, fault });
    }
  }
  return { known, links };
}

/** Lists every path that the target of a link depends on. */
export function waysOf({ through, target }: LinkTarget): string[] {
  return [...through, target];
}

function withoutCircle(link: string, resolved: LinkTarget | LinkFault): LinkTarget | LinkFault {
  return 'target' in resolved && isWithin([resolved.target], link)
    ? { fault: 'leads to a folder that holds the link itself' }
    : resolved;
}

function isFollowed({ kind, origin, path }: SourceEntry): boolean {
  return kind === 'link' && (origin === 'tracked' || !path.split('/').includes('node_modules'));
}

/** Lists every folder that holds one of these files, at any depth. */
function foldersOf(files: Iterable<string>): Set<string> {
  const folders = new Set<string>();
  for (const file of files) {
    for (let folder = path.posix.dirname(file); !folders.has(folder); folder = path.posix.dirname(folder))
      folders.add(folder);
  }
  return folders;
}

/** Reads the link at a path, each once; undefined if there is no link. */
function linkReader(
  workspaceRoot: string,
  known: ReadonlyMap<string, SourceEntry>,
): (link: string) => Promise<string | undefined> {
  const texts = new Map<string, Promise<string | undefined>>();
  return (link) => {
    const file = path.join(workspaceRoot, link);
    // With core.symlinks=false, git writes the target into a plain file.
    const otherwise = (): Promise<string> | undefined =>
      known.get(link)?.kind === 'link' ? readFile(file, 'utf8') : undefined;
    const text = texts.get(link) ?? readlink(file).catch(otherwise);
    texts.set(link, text);
    return known.get(link)?.origin === 'built' ? text.then((one) => one && relativeText(one, link)) : text;
  };

  /** Node's `fs.cp` makes every copied link absolute, so builds leave absolute links into their own workspace. */
  async function relativeText(text: string, link: string): Promise<string> {
    for (const root of [workspaceRoot, await realpath(workspaceRoot)])
      if (isWithin([root], text)) return path.relative(path.join(root, path.dirname(link)), text);
    return text;
  }
}
