import semver from 'semver';

/**
 * Where npm would take a requirement from: a range or a dist-tag of the registry, a package of the registry under
 * another name, or elsewhere (a path, a workspace, git, an address).
 *
 * @see https://docs.npmjs.com/cli/configuring-npm/package-json#dependencies
 */
export type RequirementSource = 'range' | 'tag' | 'alias' | 'elsewhere';

export function sourceOf(spec: string): RequirementSource {
  if (semver.validRange(spec) !== null) return 'range';
  if (spec.startsWith('npm:')) return 'alias';
  const isTag = /^[^.~/:\s][^/:]*$/.test(spec) && !/\.(tgz|tar|tar\.gz)$/i.test(spec);
  return isTag ? 'tag' : 'elsewhere';
}

/** The name that `npm:name@range` stands for. */
export function aliased(spec: string): string | undefined {
  return /^npm:(@?[^@]+)/.exec(spec)?.[1];
}
