import { checkVersion, type SpelledVersion, versionOf } from '@ameideio/version-manifest';

/** Spells a version as `vX.Y.Z` or `vX.Y.Z-dev.N`. @see https://go.dev/ref/mod#versions */
export function spellGo(version: SpelledVersion): string {
  checkVersion(version);
  const { base, snapshot } = version;
  return snapshot === undefined ? `v${base}` : `v${base}-dev.${snapshot}`;
}

/** Parses a version in the spelling of {@link spellGo}; undefined for any other version. */
export function parseGo(spelled: string): SpelledVersion | undefined {
  const [, base, snapshot] = /^v(\d+\.\d+\.\d+)(?:-dev\.(\d+))?$/.exec(spelled) ?? [];
  return versionOf(base, snapshot);
}
