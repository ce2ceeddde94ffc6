import { createHash } from 'node:crypto';
import { sha256 } from '@ameideio/version-manifest';
import { expect, test } from 'vitest';
import { memoryRegistry, packedOf } from '../publish/testing/memory-registry.ts';
import { withStrongHashes } from './strong-hashes.ts';

const pin = packedOf({ 'sdk-1.2.3.tar.gz': 's', 'sdk-1.2.3-py3-none-any.whl': 'w' });
const registry = memoryRegistry();
registry.held.set('sdk-1.2.3.tar.gz', Buffer.from('s'));
registry.held.set('sdk-1.2.3-py3-none-any.whl', Buffer.from('w'));
const hash = (algorithm: string, text: string): string =>
  `--hash=${algorithm}:${createHash(algorithm).update(text).digest('hex')}`;
const lockOf = (...hashes: string[]): string =>
  `other==1 \\\n    --hash=md5:00\nsdk==1.2.3 \\\n    ${hashes.join(' \\\n    ')}\n`;

test.each([
  [[hash('md5', 's'), hash('md5', 'w')]],
  [[hash('sha512', 's'), hash('sha256', 'w')]],
  [[hash('sha1', 's'), hash('sha384', 'w')]],
])('%j become the digests of what was packed; others stay', async (hashes) => {
  const strong = lockOf(`--hash=sha256:${sha256('s')}`, `--hash=sha256:${sha256('w')}`);
  expect(await withStrongHashes(lockOf(...hashes), [pin], registry)).toBe(strong);
});

test('where all is strong nothing is downloaded, and what it says stays', async () => {
  const quiet = memoryRegistry();
  const lock = lockOf(`--hash=sha256:${sha256('other')}`);
  expect(await withStrongHashes(lock, [pin], quiet)).toBe(lock);
  expect(quiet.calls).toEqual([]);
});

test('a digest of other bytes is a mismatch, and so are other bytes', async () => {
  await expect(withStrongHashes(lockOf(hash('md5', 'x')), [pin], registry)).rejects.toMatchObject({
    code: 'PIN_MISMATCH',
    message: expect.stringContaining(`uv locked sdk 1.2.3 with ${hash('md5', 'x').slice(7)}`),
  });
  const other = memoryRegistry();
  other.held.set('sdk-1.2.3.tar.gz', Buffer.from('x'));
  await expect(withStrongHashes(lockOf(hash('md5', 'x')), [pin], other)).rejects.toMatchObject({
    code: 'PIN_MISMATCH',
    message: expect.stringContaining(sha256('x')),
  });
});
