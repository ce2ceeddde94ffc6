/**
 * Whether a link leads to its own page, sorted otherwise perhaps, or to a folder above it: as those of a listing of
 * folders do, and an index's link to its start.
 */
export function leadsUp(link: URL, page: string): boolean {
  const { origin, pathname } = new URL(page);
  const folder = link.pathname.endsWith('/') ? link.pathname : `${link.pathname}/`;
  return link.origin === origin && `${pathname.replace(/\/$/, '')}/`.startsWith(folder);
}
