import ssri, { type IntegrityMap } from 'ssri';
import type { Version } from './wire.ts';

/**
 * The digest by which npm checks a version's tarball, with every algorithm that it names; undefined if there is
 * none. As npm does, it takes `integrity` where that is set at all, else `shasum`, which is a sha1 in hexadecimal.
 *
 * @see RegistryFetcher.manifest of pacote
 */
export function declaredDigest({ integrity, shasum }: Version['dist']): IntegrityMap | undefined {
  if (integrity) return typeof integrity === 'string' ? (ssri.parse(integrity) ?? undefined) : undefined;
  if (typeof shasum !== 'string' || !/^[0-9a-f]{40}$/i.test(shasum)) return undefined;
  return ssri.parse(ssri.fromHex(shasum, 'sha1')) ?? undefined;
}

/** The sha512 among the digests of an SRI, in the spelling of a packed tarball's. */
export function strongDigest(digest: IntegrityMap | undefined): string | undefined {
  return digest?.sha512?.[0]?.toString();
}

/** Whether bytes bear a digest: of several algorithms the strongest counts, as it does for npm. */
export function bears(bytes: Buffer, digest: string): boolean {
  return ssri.checkData(bytes, digest) !== false;
}
