import path from 'node:path';

/** The target of a symbolic link: a path without links, and every further link on the way. */
export interface LinkTarget {
  readonly target: string;
  readonly through: readonly string[];
}

/** Why a link can't be followed within the workspace, as a relative clause. */
export interface LinkFault {
  readonly fault: string;
}

/** The limit of Linux. @see path_resolution(7) */
const LONGEST_CHAIN = 40;

/**
 * Follows a link segment by segment, through further links, as the system does. Refuses a link that another clone would
 * resolve otherwise: an absolute target, and a path that leaves the workspace, even if it comes back.
 *
 * @param link from the workspace's root, as all paths here.
 * @param read returns the target of the link at a path; undefined if there is no link.
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
