import { createHash } from 'node:crypto';

/** What a page declares of a file's digest. */
export interface FileDigests {
  /** `sha256:…`; undefined if the page declares none. */
  readonly declared: string | undefined;
  /** Where there is none: the strongest of the others that clients know, `algorithm:…`. */
  readonly weaklyDeclared: string | undefined;
}

/** Those that pip and uv compare besides sha256, the strongest first. */
const OTHERS = ['sha512', 'sha384', 'sha224', 'sha1', 'md5'];

/** `hashes` of a page in JSON. @see https://peps.python.org/pep-0691/#project-detail */
export function digestsOfHashes(hashes: Readonly<Record<string, string>>): FileDigests {
  const [declared, other] = [['sha256'], OTHERS].map((algorithms) => {
    const algorithm = algorithms.find((one) => hashes[one] !== undefined);
    return algorithm && `${algorithm}:${hashes[algorithm]?.toLowerCase()}`;
  });
  return { declared, weaklyDeclared: declared === undefined ? other : undefined };
}

/** The fragment of a link, which may hold more than the digest. @see https://peps.python.org/pep-0503/ */
export function digestsOfFragment(fragment: string): FileDigests {
  return digestsOfHashes(Object.fromEntries(new URLSearchParams(fragment.replace(/^#/, ''))));
}

/** Whether bytes have a digest of the form `algorithm:hexadecimal`; an algorithm that is not known proves nothing. */
export function bears(bytes: Buffer, digest: string): boolean {
  const [algorithm = '', hex] = digest.split(':');
  return (
    ['sha256', ...OTHERS].includes(algorithm) && createHash(algorithm).update(bytes).digest('hex') === hex
  );
}
