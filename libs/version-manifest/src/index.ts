export { sha256 } from './digest.ts';
export { readJson, writeJson } from './json-file.ts';
export { type FoundError, PackagesError, type PackagesErrorCode } from './packages-error.ts';
export {
  type Artifact,
  PACKED_MANIFEST,
  type PackedManifest,
  packedManifestSchema,
  readPackedManifest,
  writePackedManifest,
} from './packed-manifest.ts';
export {
  digestsOf,
  readSmokeResult,
  type SmokeResult,
  smokeResultSchema,
  writeSmokeResult,
} from './smoke-result.ts';
export {
  readVersionJson,
  type VersionEntry,
  type VersionJson,
  versionEntry,
  versionJsonSchema,
  writeVersionEntry,
} from './version-json.ts';
export {
  baseVersionSchema,
  isRelease,
  parseVersion,
  SNAPSHOT_NUMBER,
  type SpelledVersion,
  snapshotNumber,
  snapshotTime,
  spellGo,
  spellNpm,
  spellPypi,
} from './version-spelling.ts';
