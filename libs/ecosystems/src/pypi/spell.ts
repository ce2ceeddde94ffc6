import { checkVersion, type SpelledVersion, versionOf } from '@ameideio/version-manifest';

/** Spells a version as `X.Y.Z` or `X.Y.Z.devN`. @see https://peps.python.org/pep-0440/#developmental-releases */
export function spellPypi(version: SpelledVersion): string {
  checkVersion(version);
  const { base, snapshot } = version;
  return snapshot === undefined ? base : `${base}.dev${snapshot}`;
}

/** Parses a version in the spelling of {@link spellPypi}; undefined for any other version. */
export function parsePypi(spelled: string): SpelledVersion | undefined {
  const [, base, snapshot] = /^(\d+\.\d+\.\d+)(?:\.dev(\d+))?$/.exec(spelled) ?? [];
  return versionOf(base, snapshot);
}
