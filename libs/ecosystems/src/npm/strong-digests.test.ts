import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { memoryRegistry, packedOf } from '../publish/testing/memory-registry.ts';
import type { Lock } from './lock.ts';
import { withStrongDigests } from './strong-digests.ts';

const sri = (algorithm: string, text: string): string =>
  `${algorithm}-${createHash(algorithm).update(text).digest('base64')}`;

const [PACKED, OTHER] = ['packed', 'other'];
const packed = packedOf({ 'sdk-1.2.3.tgz': PACKED });
const pin = {
  ...packed,
  artifacts: packed.artifacts.map((artifact) => ({ ...artifact, integrity: sri('sha512', PACKED) })),
};
const serving = (text: string) => {
  const registry = memoryRegistry();
  registry.held.set('sdk-1.2.3.tgz', Buffer.from(text));
  return registry;
};
const lockOf = (integrity: string | undefined): Lock => ({
  lockfileVersion: 3,
  packages: {
    '': { name: 'sdk', version: '1.2.3' },
    'node_modules/sdk': { version: '1.2.3', ...(integrity === undefined ? {} : { integrity }) },
    'node_modules/a/node_modules/sdk': { version: '0.1.0', integrity: sri('sha1', OTHER) },
    'node_modules/third': { version: '1.2.3', integrity: sri('sha1', OTHER) },
  },
});

test.each([
  ['no digest', undefined, 2],
  ['a sha1', sri('sha1', PACKED), 2],
  ['a sha256', sri('sha256', PACKED), 2],
  ['a sha512', sri('sha512', PACKED), 0],
  ['a sha512 beside a sha1', `${sri('sha1', OTHER)} ${sri('sha512', PACKED)}`, 0],
])('%s becomes the sha512 of what was packed; others stay', async (_, integrity, requests) => {
  const registry = serving(PACKED);
  expect(await withStrongDigests(lockOf(integrity), [pin], registry)).toEqual(lockOf(sri('sha512', PACKED)));
  expect(registry.calls).toHaveLength(requests);
});

test('a sha512 of other bytes stays, for the selection to be refused', async () => {
  const lock = lockOf(sri('sha512', OTHER));
  expect(await withStrongDigests(lock, [pin], serving(PACKED))).toEqual(lock);
});

test.each([
  ['a sha1 of other bytes', sri('sha1', OTHER), PACKED, `npm locked sdk 1.2.3 with ${sri('sha1', OTHER)}`],
  ['other bytes without a digest', undefined, OTHER, 'serves sdk 1.2.3 with sha256'],
  ['other bytes with their own sha1', sri('sha1', OTHER), OTHER, 'serves sdk 1.2.3 with sha256'],
])('%s is a mismatch', async (_, integrity, served, message) => {
  await expect(withStrongDigests(lockOf(integrity), [pin], serving(served))).rejects.toMatchObject({
    code: 'PIN_MISMATCH',
    message: expect.stringContaining(message),
  });
});
