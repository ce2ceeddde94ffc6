import { createHash } from 'node:crypto';

/** The digests that a page declares for a file. */
export interface FileDigests {
  /** `sha256:…`; undefined if the page declares none. */
  readonly declared: string | undefined;
  /** Without a sha256: the strongest other digest that clients know, `algorithm:…`. */
  readonly weaklyDeclared: string | undefined;
}

/** The algorithms that pip and uv compare besides sha256, the strongest first. */
const OTHERS = ['sha512', 'sha384', 'sha224', 'sha1', 'md5'];

/** Reads `hashes` of a page in JSON. @see https://peps.python.org/pep-0691/#project-detail */
export function digestsOfHashes(hashes: Readonly<Record<string, string>>): FileDigests {
  const [declared, other] = [['sha256'], OTHERS].map((algorithms) => {
    const algorithm = algorithms.find((one) => hashes[one] !== undefined);
    return algorithm && `${algorithm}:${hashes[algorithm]?.toLowerCase()}`;
  });
  return { declared, weaklyDeclared: declared === undefined ? other : undefined };
}

/** Reads the digest in a link's fragment, which may hold more. @see https://peps.python.org/pep-0503/ */
export function digestsOfFragment(fragment: string): FileDigests {
  return digestsOfHashes(Object.fromEntries(new URLSearchParams(fragment.replace(/^#/, ''))));
}

/** Whether bytes match a digest of the form `algorithm:hexadecimal`; false for an unknown algorithm. */
export function matchesDigest(bytes: Buffer, digest: string): boolean {
  const [algorithm = '', hex] = digest.split(':');
  return (
    ['sha256', ...OTHERS].includes(algorithm) && createHash(algorithm).update(bytes).digest('hex') === hex
  );
}
