import ssri, { type IntegrityMap } from 'ssri';
import type { Version } from './wire.ts';

/**
 * Returns the digest by which npm checks a version's tarball, with all its algorithms; undefined if there is none. As
 * npm does, it uses `integrity` if that is set, else `shasum`, which is a sha1 in hexadecimal.
 *
 * @see RegistryFetcher.manifest of pacote
 */
export function declaredDigest({ integrity, shasum }: Version['dist']): IntegrityMap | undefined {
  if (integrity) return typeof integrity === 'string' ? (ssri.parse(integrity) ?? undefined) : undefined;
  if (typeof shasum !== 'string' || !/^[0-9a-f]{40}$/i.test(shasum)) return undefined;
  return ssri.parse(ssri.fromHex(shasum, 'sha1')) ?? undefined;
}

/** Picks the sha512 from the digests of an SRI, in the spelling of a packed tarball's. */
export function strongDigest(digest: IntegrityMap | undefined): string | undefined {
  return digest?.sha512?.[0]?.toString();
}

/** Whether bytes match a digest. Of several algorithms the strongest counts, as it does for npm. */
export function matchesDigest(bytes: Buffer, digest: string): boolean {
  return ssri.checkData(bytes, digest) !== false;
}
