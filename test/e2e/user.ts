import path from 'node:path';
import { type Place, WORKSPACE } from './clone.ts';

/** The names of variables of the test run itself, or of registries in use. No clone inherits them. */
const FOREIGN =
  /^(PACKAGES_.*|NX_.*|npm_.*|VITEST.*|NODE_(ENV|OPTIONS|PATH|CHANNEL.*)|CI|INIT_CWD|VIRTUAL_ENV|FORCE_COLOR|NO_COLOR|TEST|DEV|PROD|MODE|BASE_URL|SSR)$/;

/** The environment of a user's terminal in a clone: this machine's, without this workspace's programs on the PATH. */
export function terminal({ root, temporary }: Place): Record<string, string> {
  const inherited = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined || FOREIGN.test(name) ? [] : [[name, value]],
  );
  const programs = (process.env.PATH ?? '')
    .split(path.delimiter)
    .filter((folder) => !folder.startsWith(`${WORKSPACE}${path.sep}`));
  return {
    ...Object.fromEntries(inherited),
    PATH: programs.join(path.delimiter),
    PWD: root,
    TMPDIR: temporary,
  };
}

/** The same with the clone's own programs first, as npm and npx set it. */
export function npxTerminal(place: Place): Record<string, string> {
  const inherited = terminal(place);
  const own = path.join(place.root, 'node_modules', '.bin');
  return { ...inherited, PATH: [own, inherited.PATH].join(path.delimiter) };
}
