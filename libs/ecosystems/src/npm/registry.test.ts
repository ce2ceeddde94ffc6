import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ServedArtifact } from '../registry.ts';
import { npmRegistry } from './registry.ts';
import {
  GOOD_TOKEN,
  type OneProcessRegistry,
  startOneProcessRegistry,
} from './testing/one-process-registry.ts';
import { type PackedSample, packSample, SAMPLE } from './testing/sample-package.ts';

let server: OneProcessRegistry;
let sample: PackedSample;
beforeAll(async () => {
  [server, sample] = await Promise.all([startOneProcessRegistry(), packSample()]);
});
afterAll(() => server.stop());
beforeEach(() => server.answers.clear());

const registryWith = (token: string | undefined) =>
  npmRegistry({ PACKAGES_NPM_URL: `${server.url}/`, PACKAGES_NPM_TOKEN: token });

async function upload({ packed, bytes }: PackedSample, token: string | undefined = GOOD_TOKEN) {
  const [artifact] = packed.artifacts;
  if (artifact === undefined) throw new Error('nothing was packed');
  return registryWith(token).upload(packed, artifact, bytes);
}

describe('a published version', () => {
  test('is looked up, downloaded, found as the latest of none, and not uploaded twice', async () => {
    const registry = registryWith(undefined);
    const { packed, bytes } = sample;
    expect(await registry.lookUp(SAMPLE, packed.version)).toEqual([]);
    expect(await upload(sample)).toBe('accepted');
    const [served, ...others] = await registry.lookUp(SAMPLE, packed.version);
    expect(others).toEqual([]);
    expect(served).toEqual({
      file: packed.artifacts[0]?.file,
      url: `${server.url}/${SAMPLE}/-/sdk-${packed.version}.tgz`,
      declared: packed.artifacts[0]?.integrity,
    });
    expect(await registry.lookUp(SAMPLE, '9.9.9')).toEqual([]);
    if (served !== undefined) expect(await registry.download(served)).toEqual(bytes);
    expect(await registry.latest(SAMPLE)).toBeUndefined();
    expect(await upload(sample)).toMatchObject({ status: 409 });
  });

  test('is sent as npm sends it', async () => {
    const { packed, bytes } = sample;
    const [document] = server.published;
    expect(document).toMatchObject({
      _id: SAMPLE,
      name: SAMPLE,
      'dist-tags': { dev: packed.version },
      readme: '# Sample\n',
      access: null,
      versions: {
        [packed.version]: {
          _id: `${SAMPLE}@${packed.version}`,
          name: SAMPLE,
          version: packed.version,
          exports: { './package.json': './package.json' },
          dist: {
            integrity: packed.artifacts[0]?.integrity,
            shasum: createHash('sha1').update(bytes).digest('hex'),
          },
        },
      },
      _attachments: { [`${SAMPLE}-${packed.version}.tgz`]: { length: bytes.length } },
    });
  });

  test('a release becomes the latest, a backport does not', async () => {
    for (const version of ['1.2.3', '1.1.9']) await upload(await packSample(undefined, version));
    expect(server.published.slice(-2).map((document) => document['dist-tags'])).toEqual([
      { latest: '1.2.3' },
      { 'latest-1.1': '1.1.9' },
    ]);
    expect(await registryWith(undefined).latest(SAMPLE)).toBe('1.2.3');
  });
});

describe('what a server says to an upload', () => {
  test.each([200, 201, 202, 204, 226])('%i accepts it', async (status) => {
    server.answers.set(`PUT ${SAMPLE}`, { status, body: '' });
    expect(await upload(sample)).toBe('accepted');
  });

  test.each([
    [400, 'REGISTRY_REFUSED', 'answered 400 "no".'],
    [403, 'CREDENTIAL_REFUSED', 'Check PACKAGES_NPM_TOKEN'],
    [404, 'CREDENTIAL_REFUSED', 'answered 404 "no". Check PACKAGES_NPM_TOKEN (and PACKAGES_NPM_URL)'],
    [409, 'REGISTRY_REFUSED', 'answered 409 "no".'],
    [413, 'REGISTRY_REFUSED', 'answered 413 "no".'],
  ])('%i is a refusal that says nothing of what is served, %s', async (status, code, message) => {
    server.answers.set(`PUT ${SAMPLE}`, { status, body: 'no' });
    expect(await upload(sample)).toMatchObject({
      status,
      error: { code, message: expect.stringContaining(message) },
    });
  });

  test.each([
    [401, 'CREDENTIAL_REFUSED'],
    [503, 'REGISTRY_UNAVAILABLE'],
  ])('%i is an error, %s', async (status, code) => {
    server.answers.set(`PUT ${SAMPLE}`, { status, body: 'no' });
    await expect(upload(sample)).rejects.toMatchObject({ code });
  });

  test('a refusal names the variable and never the token, even where the server repeats it', async () => {
    const refused = upload(await packSample(undefined, '7.0.0'), 'bad-token');
    await expect(refused).rejects.toThrow(/401.*Check PACKAGES_NPM_TOKEN/);
    await expect(refused).rejects.not.toThrow('bad-token');
    await expect(upload(sample, '')).rejects.toMatchObject({ code: 'VARIABLE_MISSING' });
  });
});

test.each([
  ['', undefined],
  [
    '"time": { "1.0.0": "2026-01-02T03:04:05.678Z", "2.0.0": "2026-01-03T00:00:00Z" },',
    '2026-01-02T03:04:05.678Z',
  ],
  ['"time": { "1.0.0": { "by": "somebody" } },', undefined],
  ['"time": false,', undefined],
])('the versions are those that are listed, with the times that are told: %s', async (time, expectedTime) => {
  const entry = { version: '1.0.0', dist: { tarball: `${server.url}/a.tgz` } };
  const versions = JSON.stringify({ '0.1.0': {}, '0.2.0': null, '1.0.0': entry });
  const body = `{ "name": "${SAMPLE}", ${time} "versions": ${versions} }`;
  server.answers.set(`GET ${SAMPLE}`, { status: 200, body });
  expect(await registryWith(undefined).versions(SAMPLE)).toEqual([{ version: '1.0.0', time: expectedTime }]);
});

const entry = (dist: object, more: object = { version: '1.0.0' }) => ({ ...more, dist });
const packument = (versions: object, more: object = { name: SAMPLE }) =>
  JSON.stringify({ ...more, versions });
const tarball = 'https://example.com/a.tgz';

test.each([
  ['no JSON', '<html>', 'is no JSON object'],
  ['a list', '[]', 'is no JSON object'],
  ['another package', '{ "name": "other" }', `its name is not ${SAMPLE}`],
  ['an error', '{ "error": "not found" }', `its name is not ${SAMPLE}`],
  ['nothing of the version', packument({ '1.0.0': null }), 'versions["1.0.0"]: '],
  ['no tarball', packument({ '1.0.0': entry({}) }), 'versions["1.0.0"].dist.tarball'],
  [
    'a tarball of a file',
    packument({ '1.0.0': entry({ tarball: 'file:///a' }) }),
    'versions["1.0.0"].dist.tarball',
  ],
  [
    'a relative tarball',
    packument({ '1.0.0': entry({ tarball: 'a.tgz' }) }),
    'versions["1.0.0"].dist.tarball',
  ],
  ['no version in the version', packument({ '1.0.0': entry({ tarball }, {}) }), 'versions["1.0.0"].version'],
])('an answer with %s is invalid, by address and reason', async (_, body, reason) => {
  server.answers.set(`GET ${SAMPLE}`, { status: 200, body });
  const looking = registryWith(undefined).lookUp(SAMPLE, '1.0.0');
  await expect(looking).rejects.toMatchObject({ code: 'INVALID_RESPONSE' });
  await expect(looking).rejects.toThrow(server.url);
  await expect(looking).rejects.toThrow(reason);
});

const SHA1 = 'sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=';
const SHA512 = `sha512-${createHash('sha512').update('').digest('base64')}`;
const ONE = packument({ '1.0.0': entry({ tarball, integrity: SHA512 }) });

// npm 11 installed each of these from a server on loopback.
test.each<[string, string, Partial<ServedArtifact>]>([
  ['a name of another', ONE.replace(SAMPLE, 'other'), { declared: SHA512 }],
  ['no name', packument({ '1.0.0': entry({ tarball, integrity: SHA512 }) }, {}), { declared: SHA512 }],
  ['tags null', ONE.replace('{', '{ "dist-tags": null,'), { declared: SHA512 }],
  ['a tag null', ONE.replace('{', '{ "dist-tags": { "latest": null },'), { declared: SHA512 }],
  ['tags in a list', ONE.replace('{', '{ "dist-tags": [],'), { declared: SHA512 }],
  [
    'old versions malformed',
    packument({ a: 0, '0.1.0': {}, '0.2.0': null, '1.0.0': entry({ tarball }) }),
    {},
  ],
  ['no digest', packument({ '1.0.0': entry({ tarball }) }), {}],
  ['digests null', packument({ '1.0.0': entry({ tarball, integrity: null, shasum: null }) }), {}],
  ['a digest that is none', packument({ '1.0.0': entry({ tarball, integrity: 'garbage' }) }), {}],
  ['a digest in a number', packument({ '1.0.0': entry({ tarball, integrity: 5 }) }), {}],
  [
    'a shasum',
    packument({ '1.0.0': entry({ tarball, shasum: 'da39a3ee5e6b4b0d3255bfef95601890afd80709' }) }),
    { weaklyDeclared: SHA1 },
  ],
  ['a shasum that is none', packument({ '1.0.0': entry({ tarball, shasum: 'zz' }) }), {}],
  ['a sha1', packument({ '1.0.0': entry({ tarball, integrity: SHA1 }) }), { weaklyDeclared: SHA1 }],
  [
    'a sha1 beside a sha512',
    packument({ '1.0.0': entry({ tarball, integrity: `${SHA1} ${SHA512}` }) }),
    { declared: SHA512 },
  ],
  [
    'a shasum beside a sha512',
    packument({ '1.0.0': entry({ tarball, integrity: SHA512, shasum: '0'.repeat(40) }) }),
    { declared: SHA512 },
  ],
])('%s hinders nobody', async (_, body, digests) => {
  server.answers.set(`GET ${SAMPLE}`, { status: 200, body });
  const [served] = await registryWith(undefined).lookUp(SAMPLE, '1.0.0');
  expect(served).toEqual({ file: 'sample-sdk-1.0.0.tgz', url: tarball, declared: undefined, ...digests });
});

test('any packument that holds the version is read, whatever else it holds', async () => {
  const junk = fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)));
  await fc.assert(
    fc.asyncProperty(fc.dictionary(fc.string(), junk), junk, junk, async (versions, tags, time) => {
      const body = { ...JSON.parse(ONE), 'dist-tags': tags, time };
      body.versions = { ...versions, ...body.versions };
      server.answers.set(`GET ${SAMPLE}`, { status: 200, body: JSON.stringify(body) });
      const registry = registryWith(undefined);
      expect(await registry.lookUp(SAMPLE, '1.0.0')).toHaveLength(1);
      expect((await registry.versions(SAMPLE)).map(({ version }) => version)).toContain('1.0.0');
      expect([undefined, 'string']).toContain((await registry.latest(SAMPLE)) && 'string');
      expect(await registry.oddities(SAMPLE)).toBeInstanceOf(Array);
    }),
    { numRuns: 50 },
  );
});

test.each([
  [{ latest: '1.0.0', 'latest-0.9': '0.9.0' }, { '0.9.0': 1, '1.0.0': 1 }, []],
  [{ dev: '1.0.0-dev.1' }, { '1.0.0-dev.1': 1 }, []],
  [{}, { '1.0.0': 1 }, ['there is no tag "latest"']],
  [null, { '1.0.0': 1 }, ['there is no tag "latest"']],
  [{ latest: '9.9.9' }, { '1.0.0': 1 }, ['the tag "latest" leads to 9.9.9, which is not listed']],
  [{ latest: null, next: '1.0.0' }, { '1.0.0': 1 }, ['the tag "latest" is null']],
  [{ latest: '1.0.0' }, { '1.0.0': 1, '0.1.0': 0 }, ['0.1.0 can\'t be installed ("dist")']],
])('what is odd about the tags %j of %j', async (tags, listed, oddities) => {
  const versions = Object.entries(listed).map(([version, good]) => [
    version,
    good ? { version, dist: { tarball } } : { version },
  ]);
  const body = packument(Object.fromEntries(versions), { name: SAMPLE, 'dist-tags': tags });
  server.answers.set(`GET ${SAMPLE}`, { status: 200, body });
  expect(await registryWith(undefined).oddities(SAMPLE)).toEqual(oddities);
});

test('bytes that a declared sha1 is not of are refused, since npm would', async () => {
  const [served] = await registryWith(undefined).lookUp(SAMPLE, sample.packed.version);
  if (served === undefined) throw new Error('It is not served.');
  const weak = { ...served, declared: undefined };
  const right = `sha1-${createHash('sha1').update(sample.bytes).digest('base64')}`;
  expect(await registryWith(undefined).download({ ...weak, weaklyDeclared: right })).toEqual(sample.bytes);
  await expect(registryWith(undefined).download({ ...weak, weaklyDeclared: SHA1 })).rejects.toMatchObject({
    code: 'INVALID_RESPONSE',
    message: expect.stringContaining(SHA1),
  });
});

test('a listed tarball that is not there may come', async () => {
  const gone = { file: 'a.tgz', url: `${server.url}/gone/-/gone-1.0.0.tgz`, declared: undefined };
  await expect(registryWith(undefined).download(gone)).rejects.toMatchObject({ transient: true });
});

describe('the credential', () => {
  test.each([
    [GOOD_TOKEN, undefined, 'accepted'],
    ['bad-token', undefined, 'refused'],
    [GOOD_TOKEN, { status: 401, body: '' }, 'refused'],
    [GOOD_TOKEN, { status: 403, body: '' }, 'refused'],
    [GOOD_TOKEN, { status: 404, body: '{}' }, 'not checkable before upload'],
    [GOOD_TOKEN, { status: 200, body: '<html>' }, 'not checkable before upload'],
  ])('%s, answered by %j, is %s', async (token, answer, expected) => {
    if (answer !== undefined) server.answers.set('GET -/whoami', answer);
    expect(await registryWith(token).checkCredential()).toBe(expected);
  });
});
