import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
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
    expect(await upload(sample)).toBe('exists');
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
  test.each([
    [200, 'accepted'],
    [201, 'accepted'],
    [409, 'exists'],
    [400, 'exists'],
    [403, 'exists'],
  ])('%i is %s where the version is served', async (status, answer) => {
    server.answers.set(`PUT ${SAMPLE}`, { status, body: '' });
    expect(await upload(sample)).toBe(answer);
  });

  test.each([
    [400, 'REGISTRY_REFUSED'],
    [403, 'CREDENTIAL_REFUSED'],
    [401, 'CREDENTIAL_REFUSED'],
    [413, 'REGISTRY_REFUSED'],
    [503, 'REGISTRY_UNAVAILABLE'],
  ])('%i is %s where it is not', async (status, code) => {
    server.answers.set(`PUT ${SAMPLE}`, { status, body: 'no' });
    await expect(upload(await packSample(undefined, '7.0.0'))).rejects.toMatchObject({ code });
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
])('the versions are those that are listed, with the times that are told: %s', async (time, told) => {
  const dist = { tarball: `${server.url}/a.tgz` };
  const body = `{ "name": "${SAMPLE}", ${time} "versions": { "1.0.0": { "dist": ${JSON.stringify(dist)} } } }`;
  server.answers.set(`GET ${SAMPLE}`, { status: 200, body });
  expect(await registryWith(undefined).versions(SAMPLE)).toEqual([{ version: '1.0.0', time: told }]);
});

test.each([
  ['no JSON', '<html>', 'the whole'],
  ['another package', '{ "name": "other" }', 'it is of other'],
  [
    'no tarball',
    `{ "name": "${SAMPLE}", "versions": { "1.0.0": { "dist": {} } } }`,
    'versions.1.0.0.dist.tarball',
  ],
  [
    'a tarball that is no http address',
    `{ "name": "${SAMPLE}", "versions": { "1.0.0": { "dist": { "tarball": "file:///etc/passwd" } } } }`,
    'versions.1.0.0.dist.tarball',
  ],
])('an answer with %s is nonsense, by address and reason', async (_, body, reason) => {
  server.answers.set(`GET ${SAMPLE}`, { status: 200, body });
  const looking = registryWith(undefined).lookUp(SAMPLE, '1.0.0');
  await expect(looking).rejects.toMatchObject({ code: 'INVALID_RESPONSE' });
  await expect(looking).rejects.toThrow(server.url);
  await expect(looking).rejects.toThrow(reason);
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
