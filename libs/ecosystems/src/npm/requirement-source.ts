import npa from 'npm-package-arg';

/**
 * Where npm takes a requirement from. `alias` is a package of the registry under another name. `elsewhere` is a path, a
 * workspace, git, an address, or a requirement that npm can't parse.
 *
 * @see https://docs.npmjs.com/cli/configuring-npm/package-json#dependencies
 */
export type RequirementSource = 'range' | 'tag' | 'alias' | 'elsewhere';

/** Classifies where npm takes a requirement from. */
export function sourceOf(spec: string): RequirementSource {
  const type = parseSpec(spec)?.type;
  if (type === 'version') return 'range';
  return type === 'range' || type === 'tag' || type === 'alias' ? type : 'elsewhere';
}

/** Returns the name in `npm:name@range`. */
export function aliasTarget(spec: string): string | undefined {
  return parseSpec(spec)?.subSpec?.name ?? undefined;
}

/** Parses a requirement with npm's own parser; the name of the requirement does not matter to it. */
function parseSpec(spec: string): npa.Result | undefined {
  try {
    return npa.resolve('required', spec);
  } catch {
    return undefined;
  }
}
