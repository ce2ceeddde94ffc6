import { createHash } from 'node:crypto';
import { sha256 } from '@ameideio/version-manifest';
import { expect, test } from 'vitest';
import { assertListed, checkBytes, checkManifest } from './served-version.ts';
import type { Version } from './wire.ts';

const bytes = Buffer.from('tarball');
const integrity = `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
const other = `sha512-${createHash('sha512').update('other').digest('base64')}`;
const artifact = { file: 'sdk-1.0.0.tgz', size: bytes.length, sha256: sha256(bytes), integrity };
const release = { name: 'sdk', version: '1.0.0' };

const listed = (dist: object): Version => ({
  version: '1.0.0',
  dist: { tarball: 'https://example.com/sdk.tgz', ...dist },
});
const SHA1 = 'sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=';

test.each([
  { integrity },
  { integrity: `${SHA1} ${integrity}` },
  { integrity: SHA1 },
  { shasum: 'da39' },
  {},
])('a listed version with %j passes: what is not strong is compared with the bytes', (dist) => {
  expect(() => assertListed(listed(dist), release, artifact)).not.toThrow();
});

test.each([
  ['nothing is served', undefined, 'does not list sdk 1.0.0'],
  ['another digest is declared', listed({ integrity: other }), `declares ${other}`],
])('%s', (_, found, message) => {
  expect(() => assertListed(found, release, artifact)).toThrow(message);
});

test('a difference is told once, whichever form of the packument has it', () => {
  const packed = { name: 'sdk', version: '1.0.0' };
  expect(() => checkManifest([listed({}), listed({}), undefined], packed)).not.toThrow();
  const other = { ...listed({}), dependencies: { a: '1' } };
  const message = /^dependencies\.a is "1" on the registry and not there in the tarball$/;
  expect(() => checkManifest([listed({}), other], packed)).toThrow(message);
  expect(() => checkManifest([other, other], packed)).toThrow(message);
});

test.each([
  ['size', { size: 1 }, 'the registry serves 7 bytes, but the packed file has 1'],
  ['sha256', { sha256: sha256('other') }, 'sha256'],
  ['integrity', { integrity: other }, integrity],
])('bytes of another %s fail', (_, change, message) => {
  expect(() => checkBytes(bytes, artifact)).not.toThrow();
  expect(() => checkBytes(bytes, { ...artifact, ...change })).toThrow(message);
});
