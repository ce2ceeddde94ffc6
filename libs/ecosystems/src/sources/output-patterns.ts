import path from 'node:path';

/** An output of `build` as a pattern for paths from the workspace's root. */
export interface OutputPattern {
  readonly pattern: string;
  /** It takes away from what the others name. */
  readonly negated: boolean;
  /** The deepest folder, or the file, that the pattern names without a wildcard. */
  readonly base: string;
}

/** `{projectRoot}/…` or `{workspaceRoot}/…`, and `!` before what is no output. */
const OUTPUT = /^(!?)\{(projectRoot|workspaceRoot)\}(?:\/(.*))?$/;

/** Of `*`, `?`, `[a]`, `{a,b}` and `+(a)`. */
const WILDCARD = /[*?[\]{}]|[!+@]\(/;

/**
 * Reads an output as Nx spells it.
 *
 * @returns undefined where it is none.
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
