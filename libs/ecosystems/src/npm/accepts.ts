import semver from 'semver';

/** Whether a service that states this range accepts an SDK of this base version, X.Y.Z. */
export function acceptsNpm(range: string, base: string): boolean {
  return semver.satisfies(base, range);
}
