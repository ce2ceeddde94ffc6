import { createHash } from 'node:crypto';
import { sha256 } from '@ameideio/version-manifest';
import { expect, test } from 'vitest';
import { checkBytes, checkTags, listing } from './served-version.ts';
import type { Packument } from './wire.ts';

const bytes = Buffer.from('tarball');
const integrity = `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
const other = `sha512-${createHash('sha512').update('other').digest('base64')}`;
const artifact = { file: 'sdk-1.0.0.tgz', size: bytes.length, sha256: sha256(bytes), integrity };
const release = { name: 'sdk', version: '1.0.0' };
const snapshot = { name: 'sdk', version: '1.0.0-dev.20260101000000' };

const packument = (tags: Record<string, string>, declared: string | undefined = integrity): Packument => ({
  name: 'sdk',
  'dist-tags': tags,
  versions: {
    [release.version]: { dist: { tarball: 'https://example.com/sdk.tgz', integrity: declared } },
    [snapshot.version]: { dist: { tarball: 'https://example.com/sdk.tgz', integrity: declared } },
  },
});

test('a listed version with the packed digest passes, also beside a weak one', () => {
  expect(() => listing(packument({}), release, artifact)).not.toThrow();
  expect(() =>
    listing(packument({}, `sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk= ${integrity}`), release, artifact),
  ).not.toThrow();
});

test.each([
  ['nothing is served', undefined, 'does not list sdk 1.0.0'],
  ['another version is served', { name: 'sdk', 'dist-tags': {}, versions: {} }, 'does not list sdk 1.0.0'],
  ['another digest is declared', packument({}, other), `declares ${other}`],
  [
    'a weak digest alone is declared',
    packument({}, 'sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk='),
    'declares no sha512',
  ],
])('%s', (_, found, message) => {
  expect(() => listing(found, release, artifact)).toThrow(message);
});

test.each([
  [snapshot, { dev: snapshot.version, latest: snapshot.version }, undefined],
  [snapshot, { latest: release.version }, 'no tag "dev"'],
  [release, { latest: release.version, 'latest-0.9': '1.0.0' }, undefined],
  [release, { dev: snapshot.version }, 'no tag "latest"'],
  [release, { latest: release.version, next: '3.0.0' }, 'the tag "next" leads to 3.0.0'],
])('the tags of %j in %j', (version, tags, message) => {
  const check = () => checkTags(packument(tags), version);
  if (message === undefined) expect(check).not.toThrow();
  else expect(check).toThrow(message);
});

test.each([
  ['size', { size: 1 }, '7 bytes were served'],
  ['sha256', { sha256: sha256('other') }, 'sha256'],
  ['integrity', { integrity: other }, integrity],
])('bytes of another %s fail', (_, change, message) => {
  expect(() => checkBytes(bytes, artifact)).not.toThrow();
  expect(() => checkBytes(bytes, { ...artifact, ...change })).toThrow(message);
});
