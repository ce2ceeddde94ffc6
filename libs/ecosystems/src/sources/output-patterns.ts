import path from 'node:path';

/** An output of `build` as a pattern for paths from the workspace's root. */
export interface OutputPattern {
  readonly pattern: string;
  /** A negated pattern removes paths from the outputs. */
  readonly negated: boolean;
  /** The deepest folder, or the file, before the pattern's first wildcard. */
  readonly base: string;
}

/** `{projectRoot}/…` or `{workspaceRoot}/…`, with `!` before a path to exclude. */
const OUTPUT = /^(!?)\{(projectRoot|workspaceRoot)\}(?:\/(.*))?$/;

/** Matches the wildcards `*`, `?`, `[a]`, `{a,b}` and `+(a)`. */
const WILDCARD = /[*?[\]{}]|[!+@]\(/;

/**
 * Parses an output in the spelling of Nx.
 *
 * @returns undefined if it is not an output.
 * @see https://nx.dev/reference/project-configuration#outputs
 */
export function outputPattern(output: string, root: string, project: string): OutputPattern | undefined {
  const [, negation, token, rest = ''] = OUTPUT.exec(output.replaceAll('{projectName}', project)) ?? [];
  if (token === undefined) return undefined;
  const pattern = path.posix
    .normalize(token === 'projectRoot' ? `${root}/${rest}` : rest || '.')
    .replace(/\/$/, '');
  const segments = pattern.split('/');
  const wild = segments.findIndex((segment) => WILDCARD.test(segment));
  const base = wild === -1 ? pattern : segments.slice(0, wild).join('/');
  return { pattern, negated: negation === '!', base };
}
