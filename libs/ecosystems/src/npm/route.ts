import { z } from 'zod';
import { namePattern } from '../name-pattern.ts';
import type { Route, RoutedPage, RoutedRead } from '../route.ts';
import { internalPatternsIn } from '../upstream.ts';
import { INTERNAL, variables } from './variables.ts';

/** Includes the characters that npm allows in old packages. @see https://github.com/npm/validate-npm-package-name */
const NAME = /^(?:@[\w~!'()*-][\w~!'()*.-]*\/)?[\w~!'()*-][\w~!'()*.-]*$/;
const PATTERN = /^(?:@[\w~!'()*?.-]+\/)?[\w~!'()*?-][\w~!'()*?.-]*$/;

/** Parses only the part to rewrite: one malformed version must not hide the others, and packuments are large. */
const packumentSchema = z.looseObject({ versions: z.unknown() });

interface Dist {
  tarball: string;
}

const ADVICE = `no package's name can match. Separate names and patterns by commas; "@acme/*" is all of a scope.`;

/** Clients read packuments, and the tarballs that a packument names. */
export const npmRoute: Route = {
  read(path): RoutedRead | undefined {
    if (!NAME.test(path)) return undefined;
    return { name: path, path: path.replace('/', '%2f'), ofThirdParties: false };
  },

  internalNamesSetting: INTERNAL,

  internalPatterns: async (environment) => internalPatternsIn(variables, environment, PATTERN, ADVICE),

  matcher(patterns) {
    const compiled = patterns.map(namePattern);
    return (name) => compiled.some((matches) => matches(name));
  },

  async relink({ address, body }: RoutedPage, replace) {
    const packument = packumentSchema.parse(JSON.parse(body.toString('utf8')));
    for (const dist of distsOf(packument.versions)) dist.tarball = replace(tarballUrl(address, dist.tarball));
    return Buffer.from(JSON.stringify(packument));
  },

  companions: [],
};

/** Resolves a tarball's address as npm does: one that is no URL is below the registry's. @see npm-registry-fetch */
function tarballUrl(address: string, tarball: string): string {
  return /^https?:\/\//i.test(tarball) ? tarball : `${address}/${tarball.trim().replace(/^\//, '')}`;
}

/** Lists the `dist` of each version that states its tarball's address. */
function distsOf(versions: unknown): Dist[] {
  return Object.values(isObject(versions) ? versions : {}).flatMap((manifest) => {
    const dist = isObject(manifest) && 'dist' in manifest ? manifest.dist : undefined;
    return isDist(dist) ? [dist] : [];
  });
}

function isDist(value: unknown): value is Dist {
  return isObject(value) && 'tarball' in value && typeof value.tarball === 'string';
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
