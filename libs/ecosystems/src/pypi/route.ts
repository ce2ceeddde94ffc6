import { z } from 'zod';
import { namePattern } from '../name-pattern.ts';
import type { Route, RoutedPage, RoutedRead } from '../route.ts';
import { internalPatternsIn } from '../upstream.ts';
import { relinkHtml } from './relinked-html.ts';
import { normalisedName } from './requirement.ts';
import { INTERNAL, variables } from './variables.ts';

/** @see https://packaging.python.org/en/latest/specifications/name-normalization/ */
const NAME = /^([a-z0-9]|[a-z0-9][a-z0-9._-]*[a-z0-9])\/?$/i;
const PATTERN = /^[a-z0-9*?._-]+$/i;

const pageSchema = z.looseObject({ files: z.array(z.looseObject({ url: z.string() })) });

const ADVICE = `no project's name can match. Separate names and patterns by commas, as in "acme-sdk,acme-*".`;

/** Clients read a project's page of the simple index, and the files that the page names. */
export const pypiRoute: Route = {
  read(path): RoutedRead | undefined {
    const [, spelled] = NAME.exec(path) ?? [];
    if (spelled === undefined) return undefined;
    const name = normalisedName(spelled);
    return { name, path: `${name}/`, ofThirdParties: false };
  },

  internalNamesSetting: INTERNAL,

  internalPatterns: async (environment) => internalPatternsIn(variables, environment, PATTERN, ADVICE),

  matcher(patterns) {
    const compiled = patterns.map((pattern) => namePattern(normalisedName(pattern)));
    return (name) => compiled.some((matches) => matches(normalisedName(name)));
  },

  async relink(page: RoutedPage, replace) {
    const absolute = (link: string): string => replace(new URL(link, page.url).href);
    if (!page.type.endsWith('json')) return relinkHtml(page, absolute);
    const { files, ...rest } = pageSchema.parse(JSON.parse(page.body.toString('utf8')));
    const relinked = files.map((file) => ({ ...file, url: absolute(file.url) }));
    return Buffer.from(JSON.stringify({ ...rest, files: relinked }));
  },

  // The suffix of core metadata. @see https://peps.python.org/pep-0658/
  companions: ['.metadata'],
};
