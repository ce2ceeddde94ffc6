import { type Artifact, type PackedManifest, sha256 } from '@ameideio/version-manifest';
import { declaredDigest, strongDigest } from './declared-digest.ts';
import { integrityOf } from './pack.ts';
import type { PackageJson } from './package-json.ts';
import { findManifestDifferences } from './served-manifest.ts';
import type { Version } from './wire.ts';

/** Checks that the registry lists a version, and that a declared sha512 is the packed tarball's. */
export function assertListed(
  listed: Version | undefined,
  { name, version }: Pick<PackedManifest, 'name' | 'version'>,
  { integrity }: Artifact,
): Version {
  if (listed === undefined) throw new Error(`the registry does not list ${name} ${version}`);
  const declared = strongDigest(declaredDigest(listed.dist));
  if (declared !== undefined && declared !== integrity)
    throw new Error(`the registry declares ${declared}, but the packed file has ${integrity}`);
  return listed;
}

/** Checks that npm resolves by the tarball's own manifest, in each form of the packument. */
export function checkManifest(forms: readonly (Version | undefined)[], packed: PackageJson): void {
  const differences = forms.flatMap((listed) =>
    listed === undefined ? [] : findManifestDifferences(listed, packed),
  );
  if (differences.length > 0) throw new Error([...new Set(differences)].join('; '));
}

/** Checks that downloaded bytes are the packed ones. */
export function checkBytes(bytes: Buffer, { size, sha256: packed, integrity }: Artifact): void {
  if (bytes.length !== size)
    throw new Error(`the registry serves ${bytes.length} bytes, but the packed file has ${size}`);
  if (sha256(bytes) !== packed)
    throw new Error(`the registry serves sha256 ${sha256(bytes)}, but the packed file has ${packed}`);
  if (integrityOf(bytes) !== integrity)
    throw new Error(`the registry serves ${integrityOf(bytes)}, but the packed file has ${integrity}`);
}
