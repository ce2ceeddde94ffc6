import { namePattern } from '../name-pattern.ts';
import type { Route, RoutedRead } from '../route.ts';
import { runUserGo } from './go-command.ts';
import { unescapeModule } from './module-path.ts';
import { PRIVATE_SETTINGS, patternsIn } from './private-patterns.ts';

/** A letter, or an upper-case one as the protocol escapes it. */
const LETTER = '(?:[a-z0-9_~-]|![a-z])';
/** @see https://pkg.go.dev/golang.org/x/mod/module#CheckPath */
const ELEMENT = `${LETTER}(?:\\.*${LETTER})*`;
const MODULE = `${ELEMENT}(?:/${ELEMENT})*`;
/** A version, or a query that a proxy resolves to one: a branch, a commit. */
const VERSION = `(?:[a-z0-9_~+-]|![a-z])(?:[a-z0-9._~+-]|![a-z])*`;

/** @see https://go.dev/ref/mod#goproxy-protocol */
const DOWNLOAD = new RegExp(`^(${MODULE})/@(?:latest|v/(?:list|${VERSION}\\.(?:info|mod|zip)))$`);
/** @see https://go.dev/design/25530-sumdb#proxying-a-checksum-database */
const DATABASE = '^sumdb/[a-z0-9.-]+(?::[0-9]+)?/';
const TILE = 'tile/[0-9]+/(?:data|[0-9]+)/(?:x[0-9]{3}/)*[0-9]{3}(?:\\.p/[0-9]+)?';
const LOOKUP = new RegExp(`${DATABASE}lookup/(${MODULE})@${VERSION}$`);
const OF_NO_MODULE = new RegExp(`${DATABASE}(?:supported|latest|${TILE})$`);

/** Clients read modules, and the checksum database of third parties through the upstream. */
export const goRoute: Route = {
  read(path): RoutedRead | undefined {
    if (OF_NO_MODULE.test(path)) return { name: undefined, path, ofThirdParties: true };
    const [, listed] = LOOKUP.exec(path) ?? [];
    if (listed !== undefined) return { name: unescapeModule(listed), path, ofThirdParties: true };
    const [, module] = DOWNLOAD.exec(path) ?? [];
    return module === undefined ? undefined : { name: unescapeModule(module), path, ofThirdParties: false };
  },

  internalNamesSetting: PRIVATE_SETTINGS[0],

  /**
   * Reads the user's `go env`, including its own file. A pattern for all modules in GONOSUMDB or GONOPROXY makes none
   * of them internal; one in GOPRIVATE does.
   */
  async internalPatterns() {
    const settings = (await runUserGo('.', 'env', ...PRIVATE_SETTINGS)).split('\n');
    const [GOPRIVATE = '', ...others] = settings;
    return patternsIn([GOPRIVATE, ...others.filter((setting) => setting !== '*')]);
  },

  /**
   * As in GOPRIVATE, a pattern matches a module and everything below it.
   *
   * @see https://pkg.go.dev/golang.org/x/mod/module#MatchPrefixPatterns
   */
  matcher(patterns) {
    const globs = patterns.map((pattern) => pattern.replace(/\/$/, '')).filter(Boolean);
    const compiled = globs.map((glob) => ({ depth: glob.split('/').length, matches: namePattern(glob) }));
    return (name) => {
      const elements = name.split('/');
      return compiled.some(({ depth, matches }) => matches(elements.slice(0, depth).join('/')));
    };
  },

  relink: undefined,
  companions: [],
};
