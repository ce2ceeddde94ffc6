import type { Route } from '../../route.ts';

/**
 * A protocol for tests: `left` reads the page `left.json`, which leads to files; `facts/left` reads a path that only
 * third parties have.
 */
export const toyRoute: Route = {
  read(path) {
    const [, facts, name] = /^(facts\/)?([a-z]+)$/.exec(path) ?? [];
    if (name === undefined) return undefined;
    return { name, path: `${facts ?? ''}${name}.json`, ofThirdParties: facts !== undefined };
  },
  internalNamesSetting: 'OWN',
  internalPatterns: async () => [],
  matcher: (patterns) => (name) => patterns.includes(name),
  async relink({ url, body }, replace) {
    const links: string[] = JSON.parse(body.toString('utf8'));
    return Buffer.from(JSON.stringify(links.map((link) => replace(new URL(link, url).href))));
  },
  companions: ['.sig'],
};
