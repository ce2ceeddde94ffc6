/** The files that the pages of a router's registries lead to. */
export interface Links {
  /** Returns the path, below the router's address, at which a client gets the file of a link. */
  pathOf(link: FileLink): string;
  /** Finds the link for a decoded path; undefined if no page led there. */
  linkAt(path: string): FileLink | undefined;
}

export interface FileLink {
  readonly url: string;
  /** The registry whose page has the link. Only that registry's credential may go with the request. */
  readonly from: 'registry' | 'upstream';
}

const PATH = /^file\/(\d+)\/([^/]+)$/;

/**
 * Keeps links by number, so that a client can reach only links that a page contained. A path ends with the link's own
 * last part, because clients read a file's name and version there.
 *
 * @param companions suffixes that a client may append to a link for a file that belongs to it.
 */
export function newLinks(companions: readonly string[]): Links {
  const links: FileLink[] = [];
  const numbers = new Map<string, number>();
  return {
    pathOf(link) {
      const key = `${link.from} ${link.url}`;
      const number = numbers.get(key) ?? links.push(link) - 1;
      numbers.set(key, number);
      return `file/${number}/${encodeURIComponent(fileOf(link.url))}`;
    },
    linkAt(path) {
      const [, number, file] = PATH.exec(path) ?? [];
      const link = links[Number(number)];
      if (link === undefined || file === undefined) return undefined;
      const own = fileOf(link.url);
      if (file === own) return link;
      const companion = companions.find((ending) => file === `${own}${ending}`);
      if (companion === undefined) return undefined;
      const url = new URL(link.url);
      url.pathname += companion;
      return { ...link, url: url.href };
    },
  };
}

function fileOf(url: string): string {
  const last = new URL(url).pathname.split('/').at(-1) ?? '';
  try {
    return decodeURIComponent(last).replaceAll('/', '-') || 'file';
  } catch {
    return last;
  }
}
