import { checkVersion, type SpelledVersion, versionOf } from '@ameideio/version-manifest';

/** Spells a version as `X.Y.Z` or `X.Y.Z-dev.N`. @see https://semver.org/#spec-item-9 */
export function spellNpm(version: SpelledVersion): string {
  checkVersion(version);
  const { base, snapshot } = version;
  return snapshot === undefined ? base : `${base}-dev.${snapshot}`;
}

/** Whether an SDK's version is a release. */
export function isRelease(spelled: string): boolean {
  const version = parseNpm(spelled);
  return version !== undefined && version.snapshot === undefined;
}

/** Parses a version in the spelling of {@link spellNpm}; undefined for any other version. */
export function parseNpm(spelled: string): SpelledVersion | undefined {
  const [, base, snapshot] = /^(\d+\.\d+\.\d+)(?:-dev\.(\d+))?$/.exec(spelled) ?? [];
  return versionOf(base, snapshot);
}
