import { type Artifact, type PackedManifest, sha256 } from '@ameideio/version-manifest';
import { RELEASE_TAG, SNAPSHOT_TAG } from './dist-tag.ts';
import { integrityOf } from './pack.ts';
import { isRelease } from './spell.ts';
import { declaredIntegrity, type Packument } from './wire.ts';

type Version = Pick<PackedManifest, 'name' | 'version'>;

/** Checks that the registry knows the version, with the packed tarball's digest. */
export function listing(
  found: Packument | undefined,
  { name, version }: Version,
  { integrity }: Artifact,
): Packument {
  const listed = found?.versions[version];
  if (found === undefined || listed === undefined)
    throw new Error(`the registry does not list ${name} ${version}`);
  const declared = declaredIntegrity(listed.dist.integrity);
  if (declared !== integrity)
    throw new Error(`the registry declares ${declared ?? 'no sha512'}, packed is ${integrity}`);
  return found;
}

/** Checks that the tag of such versions is there, and that every tag leads to a listed version. */
export function checkTags({ 'dist-tags': tags, versions }: Packument, { version }: Version): void {
  const tag = isRelease(version) ? RELEASE_TAG : SNAPSHOT_TAG;
  if (tags[tag] === undefined) throw new Error(`there is no tag "${tag}"`);
  const astray = Object.entries(tags).find(([, target]) => versions[target] === undefined);
  if (astray !== undefined)
    throw new Error(`the tag "${astray[0]}" leads to ${astray[1]}, which is not listed`);
}

/** Checks that downloaded bytes are the packed ones. */
export function checkBytes(bytes: Buffer, { size, sha256: packed, integrity }: Artifact): void {
  if (bytes.length !== size) throw new Error(`${bytes.length} bytes were served, packed were ${size}`);
  if (sha256(bytes) !== packed) throw new Error(`sha256 ${sha256(bytes)} was served, packed was ${packed}`);
  if (integrityOf(bytes) !== integrity)
    throw new Error(`${integrityOf(bytes)} was served, packed was ${integrity}`);
}
