import path from 'node:path';

/** Where a symbolic link leads: a path without links, and every link on the way, the first one left out. */
export interface LinkTarget {
  readonly target: string;
  readonly through: readonly string[];
}

/** Why nobody can follow a link within the workspace, as a relative clause. */
export interface LinkFault {
  readonly fault: string;
}

/** As many as Linux follows. @see path_resolution(7) */
const LONGEST_CHAIN = 40;

/**
 * Follows a link, segment by segment, through further links, as the system does. It refuses what another clone would
 * resolve otherwise: an absolute target, and a way that leaves the workspace, also one that comes back.
 *
 * @param link from the workspace's root, as all paths here.
 * @param read gives the text of the link at a path; undefined where none stands there.
 */
export async function resolveLink(
  link: string,
  read: (path: string) => Promise<string | undefined>,
): Promise<LinkTarget | LinkFault> {
  const through: string[] = [];
  const at = path.posix.dirname(link).split('/').filter(isName);
  const ahead = [path.posix.basename(link)];
  for (let segment = ahead.shift(); segment !== undefined; segment = ahead.shift()) {
    if (segment === '..') {
      if (at.pop() === undefined) return { fault: 'leads outside the workspace' };
      continue;
    }
    const here = [...at, segment].join('/');
    const text = await read(here);
    if (text === undefined) {
      at.push(segment);
      continue;
    }
    if (path.posix.isAbsolute(text))
      return { fault: 'is absolute, so it leads elsewhere on another machine' };
    if (through.push(here) > LONGEST_CHAIN) return { fault: 'leads round in a circle' };
    ahead.unshift(...text.split('/').filter(isName));
  }
  return { target: at.join('/'), through: through.slice(1) };
}

function isName(segment: string): boolean {
  return segment !== '' && segment !== '.';
}
