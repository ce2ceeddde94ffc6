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
export { describeIssue, describeIssues } from './schema-issues.ts';
export {
  digestsOf,
  readSmokeResult,
  type SmokeResult,
  smokeResultSchema,
  writeSmokeResult,
} from './smoke-result.ts';
export {
  baseVersionSchema,
  checkVersion,
  SNAPSHOT_NUMBER,
  type SpelledVersion,
  snapshotNumber,
  snapshotTime,
  versionOf,
} from './version.ts';
export {
  readVersionJson,
  type VersionEntry,
  type VersionJson,
  versionEntry,
  versionJsonSchema,
  writeVersionEntry,
} from './version-json.ts';
