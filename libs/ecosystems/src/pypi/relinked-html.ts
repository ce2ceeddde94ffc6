import type { RoutedPage } from '../route.ts';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

interface Anchor {
  /** Resolved against the page's base, if it has one. */
  readonly href: string;
  /** The `data-…` attributes, which clients read. */
  readonly data: readonly (readonly [name: string, value: string])[];
  text: string;
}

/**
 * Rewrites an HTML page of the simple index with only what a client reads. That is the version of the API, and each
 * link to a file with its fragment and its `data-…` attributes. Links that lead to no file are left out.
 *
 * @param replace returns the new address for a file's link, which it gets without the fragment.
 * @see https://packaging.python.org/en/latest/specifications/simple-repository-api/#base-html-api
 */
export async function relinkHtml(
  { url, body }: Pick<RoutedPage, 'url' | 'body'>,
  replace: (link: string) => string,
): Promise<Buffer> {
  const { Parser } = await import('htmlparser2');
  const anchors: Anchor[] = [];
  let base = url;
  let version: string | undefined;
  let open: Anchor | undefined;
  const parser = new Parser({
    onopentag(tag, attributes) {
      if (tag === 'base' && attributes.href !== undefined && URL.canParse(attributes.href, url))
        base = new URL(attributes.href, url).href;
      if (tag === 'meta' && attributes.name === 'pypi:repository-version') version = attributes.content;
      const { href } = attributes;
      if (tag !== 'a' || href === undefined) return;
      const data = Object.entries(attributes).filter(([name]) => name.startsWith('data-'));
      open = { href, data, text: '' };
    },
    ontext(more) {
      if (open !== undefined) open.text += more;
    },
    onclosetag(tag) {
      if (tag !== 'a' || open === undefined) return;
      anchors.push(open);
      open = undefined;
    },
  });
  parser.end(body.toString('utf8'));

  const lines = anchors.flatMap(({ href, data, text }) => {
    if (!URL.canParse(href, base)) return [];
    const link = new URL(href, base);
    const { hash, pathname } = link;
    if (pathname.endsWith('/') || !['http:', 'https:'].includes(link.protocol)) return [];
    link.hash = '';
    const attributes = [['href', `${replace(link.href)}${hash}`] as const, ...data];
    const written = attributes.map(([name, value]) => `${name}="${escaped(value)}"`).join(' ');
    return [`<a ${written}>${escaped(text.trim())}</a><br>`];
  });
  const mark =
    version === undefined ? '' : `<meta name="pypi:repository-version" content="${escaped(version)}">`;
  return Buffer.from(
    `<!DOCTYPE html>\n<html><head>${mark}</head><body>\n${lines.join('\n')}\n</body></html>\n`,
  );
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
}
