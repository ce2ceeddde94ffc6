import semver from 'semver';
import { isRelease } from './spell.ts';

/** The dist-tag of snapshots; npm requires one for every version. */
export const SNAPSHOT_TAG = 'dev';
export const RELEASE_TAG = 'latest';

/**
 * Chooses the dist-tag for a version from the served versions. `latest` is the highest release, so a lower release gets
 * `latest-X.Y` and does not take `latest` back.
 */
export function chooseDistTag(version: string, served: readonly string[]): string {
  if (!isRelease(version)) return SNAPSHOT_TAG;
  const isHighest = served.filter(isRelease).every((other) => semver.gte(version, other));
  return isHighest ? RELEASE_TAG : `latest-${semver.major(version)}.${semver.minor(version)}`;
}
