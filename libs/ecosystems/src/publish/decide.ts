import type { Artifact, PackedManifest } from '@ameideio/version-manifest';

/** What a registry serves under a name and version: each file's sha256, computed from its downloaded bytes. */
export type ServedDigests = ReadonlyMap<string, string>;

export type PublishDecision =
  | { readonly kind: 'identical' }
  | { readonly kind: 'upload'; readonly missing: readonly Artifact[] }
  | { readonly kind: 'conflict'; readonly file: string; readonly packed: string; readonly served: string };

/**
 * Decides what to upload from the packed and the served digests alone. A served file that was not packed is a conflict.
 */
export function decide(packed: Pick<PackedManifest, 'artifacts'>, served: ServedDigests): PublishDecision {
  for (const [file, digest] of served) {
    const artifact = packed.artifacts.find((candidate) => candidate.file === file);
    if (artifact?.sha256 !== digest)
      return { kind: 'conflict', file, packed: artifact?.sha256 ?? 'none', served: digest };
  }
  const missing = packed.artifacts.filter(({ file }) => !served.has(file));
  return missing.length === 0 ? { kind: 'identical' } : { kind: 'upload', missing };
}
