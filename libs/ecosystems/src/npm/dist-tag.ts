import semver from 'semver';
import { isRelease } from './spell.ts';

/** The tag under which snapshots are found; npm wants one for every version. */
export const SNAPSHOT_TAG = 'dev';
export const RELEASE_TAG = 'latest';

/**
 * The tag for a version, by what is served already. `latest` is the highest release, so a release below it gets
 * `latest-X.Y` instead of taking it back.
 */
export function distTag(version: string, served: readonly string[]): string {
  if (!isRelease(version)) return SNAPSHOT_TAG;
  const isHighest = served.filter(isRelease).every((other) => semver.gte(version, other));
  return isHighest ? RELEASE_TAG : `latest-${semver.major(version)}.${semver.minor(version)}`;
}
