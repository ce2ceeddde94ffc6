import { createHash } from 'node:crypto';

/** Computes the lower-case hexadecimal SHA-256 of bytes or of UTF-8 text. */
export function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}
