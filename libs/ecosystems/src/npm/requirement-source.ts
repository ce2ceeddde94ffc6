import npa from 'npm-package-arg';

/**
 * Where npm takes a requirement from: a range or a dist-tag of the registry, a package of the registry under another
 * name, or elsewhere (a path, a workspace, git, an address). What npm can't read at all is elsewhere too.
 *
 * @see https://docs.npmjs.com/cli/configuring-npm/package-json#dependencies
 */
export type RequirementSource = 'range' | 'tag' | 'alias' | 'elsewhere';

/** Says where npm takes a requirement from. */
export function sourceOf(spec: string): RequirementSource {
  const type = parseSpec(spec)?.type;
  if (type === 'version') return 'range';
  return type === 'range' || type === 'tag' || type === 'alias' ? type : 'elsewhere';
}

/** The name that `npm:name@range` stands for. */
export function aliased(spec: string): string | undefined {
  return parseSpec(spec)?.subSpec?.name ?? undefined;
}

/** Reads a requirement with npm's own parser, for which the name that it stands under is of no account. */
function parseSpec(spec: string): npa.Result | undefined {
  try {
    return npa.resolve('required', spec);
  } catch {
    return undefined;
  }
}
