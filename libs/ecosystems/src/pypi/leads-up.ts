/**
 * Whether a link leads to its own page, perhaps sorted differently, or to a folder above it. Listings of folders have
 * such links, and so does an index's link to its start.
 */
export function leadsUp(link: URL, page: string): boolean {
  const { origin, pathname } = new URL(page);
  const folder = link.pathname.endsWith('/') ? link.pathname : `${link.pathname}/`;
  return link.origin === origin && `${pathname.replace(/\/$/, '')}/`.startsWith(folder);
}
