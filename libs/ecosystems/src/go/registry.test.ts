import type { ServerResponse } from 'node:http';
import { expect, test } from 'vitest';
import { packedOf } from '../publish/testing/memory-registry.ts';
import type { Registry, UploadAnswer } from '../registry.ts';
import { startBentServer } from '../world/testing/bent-server.ts';
import { goRegistry, stripTemplate, uploadUrl } from './registry.ts';

const MODULE = 'example.com/Sdk';
const VERSION = 'v1.2.3';
const TOKEN = 'never-to-be-shown';

/** Opens a registry whose server has this answer for a method and path, with or without a credential. */
async function startRegistry(answers: Readonly<Record<string, readonly [status: number, body?: string]>>) {
  const asked: string[] = [];
  const server = await startBentServer(({ method, url, headers }, response: ServerResponse) => {
    const known = headers.authorization === `Bearer ${TOKEN}` ? ' signed in' : '';
    asked.push(`${method} ${url}${known}`);
    const [status, body] = answers[`${method} ${url}${known}`] ?? answers[`${method} ${url}`] ?? [404];
    response.writeHead(status).end(body);
  });
  const environment = {
    PACKAGES_GO_PROXY_URL: `${server.origin}/proxy/`,
    PACKAGES_GO_UPLOAD_URL: `${server.origin}/upload/{module}/@v/{version}.zip`,
    PACKAGES_GO_UPLOAD_TOKEN: TOKEN,
  };
  return { ...server, asked, environment, registry: goRegistry(environment) };
}

const LIST = 'GET /proxy/example.com/!sdk/@v/list';
const PUT = 'PUT /upload/example.com/!sdk/@v/v1.2.3.zip signed in';

test.each([
  ['{module}/@v/{version}.zip', 'example.com/!sdk/@v/v1.2.3-!r!c.1.zip'],
  ['repository/{version}.zip', 'repository/v1.2.3-!r!c.1.zip'],
  ['api/packages/owner/go/upload', 'api/packages/owner/go/upload'],
  ['{module}/{module}', 'example.com/!sdk/example.com/!sdk'],
])('the upload address %s', (template, url) => {
  expect(uploadUrl(`https://go.example.com/${template}`, MODULE, 'v1.2.3-RC.1')).toBe(
    `https://go.example.com/${url}`,
  );
});

test.each([
  ['https://go.example.com/upload/{module}/@v/{version}.zip', 'https://go.example.com/upload/'],
  ['https://go.example.com/upload/x-{version}.zip', 'https://go.example.com/upload/'],
  ['https://go.example.com/go/upload', 'https://go.example.com/go/upload'],
])('what stands above the placeholders of %s', (template, above) => {
  expect(stripTemplate(template)).toBe(above);
});

test('a version is served where the list has it, with no declared digest', async () => {
  await using server = await startRegistry({ [LIST]: [200, 'v1.2.2\nv1.2.3\n'] });
  expect(await server.registry.lookUp(MODULE, VERSION)).toEqual([
    {
      file: 'v1.2.3.zip',
      url: `${server.origin}/proxy/example.com/!sdk/@v/v1.2.3.zip`,
      declared: undefined,
    },
  ]);
  expect(await server.registry.lookUp(MODULE, 'v1.2.30')).toEqual([]);
  // A caching proxy would remember that a requested version was missing.
  expect(new Set(server.asked)).toEqual(new Set([LIST]));
});

test('the versions are those of the list, each with the time of its information', async () => {
  const info = (version: string) => `GET /proxy/example.com/!sdk/@v/${version}.info`;
  await using server = await startRegistry({
    [LIST]: [200, 'v1.1.0\nv1.2.2\nv1.2.3\nv1.3.0-!r!c.1\nv1.3.0-RC.1\n'],
    [info('v1.2.3')]: [200, '{"Version": "v1.2.3", "Time": "2026-01-02T03:04:05Z"}'],
    [info('v1.3.0-!r!c.1')]: [200, '{"Version": "v1.3.0-RC.1"}'],
    [info('v1.1.0')]: [200, '<html>'],
  });
  expect(await server.registry.versions(MODULE)).toEqual([
    { version: 'v1.1.0', time: undefined },
    { version: 'v1.2.2', time: undefined },
    { version: 'v1.2.3', time: '2026-01-02T03:04:05Z' },
    { version: 'v1.3.0-RC.1', time: undefined },
  ]);
});

test('the latest version is what the go command takes from the list, with no question but for what is retracted', async () => {
  const goMod = 'GET /proxy/example.com/!sdk/@v/v1.10.0.mod';
  await using server = await startRegistry({
    [LIST]: [200, 'v1.2.2\nv1.10.0\nv1.11.0-dev.20260102030405\n'],
    [goMod]: [200, `module ${MODULE}\n`],
  });
  expect(await server.registry.latest(MODULE)).toBe('v1.10.0');
  expect(server.asked).toEqual([LIST, goMod]);
});

test.each([404, 410])('a module that is answered with %i is not there', async (status) => {
  await using server = await startRegistry({ [LIST]: [status, 'not found'] });
  expect(await server.registry.lookUp(MODULE, VERSION)).toEqual([]);
  expect(await server.registry.latest(MODULE)).toBeUndefined();
  expect(await server.registry.versions(MODULE)).toEqual([]);
});

test.each([
  [401, 'CREDENTIAL_REFUSED'],
  [400, 'REGISTRY_REFUSED'],
])('a reader that is answered with %i is told the variable of the address', async (status, code) => {
  await using server = await startRegistry({ [LIST]: [status, 'no'] });
  const { registry } = server;
  const served = { file: 'v1.2.3.zip', url: `${server.origin}${LIST.slice(4)}`, declared: undefined };
  for (const asked of [registry.lookUp(MODULE, VERSION), registry.latest(MODULE), registry.download(served)])
    await expect(asked).rejects.toThrow(expect.objectContaining({ code }));
});

const sent = { ...packedOf({ 'v1.2.3.zip': 'zip' }), name: MODULE, version: VERSION };
const upload = (registry: Registry): Promise<UploadAnswer> => {
  const [artifact] = sent.artifacts;
  if (artifact === undefined) throw new Error('Nothing is packed.');
  return registry.upload(sent, artifact, Buffer.from('zip'));
};

test.each([200, 201, 202, 204])('an upload that is answered with %i is accepted', async (status) => {
  await using server = await startRegistry({ [PUT]: [status] });
  expect(await upload(server.registry)).toBe('accepted');
  expect(server.asked).toEqual([PUT]);
});

test.each([
  [400, 'REGISTRY_REFUSED', 'answered 400 "no".'],
  [403, 'CREDENTIAL_REFUSED', 'Check PACKAGES_GO_UPLOAD_URL and PACKAGES_GO_UPLOAD_TOKEN'],
  [404, 'REGISTRY_REFUSED', 'answered 404 "no".'],
  [409, 'REGISTRY_REFUSED', 'answered 409 "no".'],
])(
  'an upload that is answered with %i is refused, which says nothing of what is served',
  async (status, code, message) => {
    await using server = await startRegistry({ [PUT]: [status, 'no'] });
    expect(await upload(server.registry)).toMatchObject({
      status,
      error: { code, message: expect.stringContaining(message) },
    });
  },
);

test('an upload that is answered with 401 is an error at once', async () => {
  await using server = await startRegistry({ [PUT]: [401] });
  await expect(upload(server.registry)).rejects.toMatchObject({ code: 'CREDENTIAL_REFUSED' });
});

const at = (end: string): string => `GET /proxy/example.com/!sdk/@v/v1.2.3${end}`;

test.each(['.zip', '.mod', '.info'])('a listed version whose %s is not there may come', async (missing) => {
  const parts = ['.zip', '.mod', '.info'].filter((end) => end !== missing);
  await using server = await startRegistry({
    [LIST]: [200, VERSION],
    ...Object.fromEntries(parts.map((end) => [at(end), [200, end] as const])),
  });
  const [served] = await server.registry.lookUp(MODULE, VERSION);
  if (served === undefined) throw new Error('It is not listed.');
  await expect(server.registry.download(served)).rejects.toMatchObject({ transient: true });
});

test('the zip is what is downloaded', async () => {
  const ends = ['.zip', '.mod', '.info'];
  await using server = await startRegistry({
    [LIST]: [200, VERSION],
    ...Object.fromEntries(ends.map((end) => [at(end), [200, end] as const])),
  });
  const [served] = await server.registry.lookUp(MODULE, VERSION);
  expect(served && (await server.registry.download(served)).toString()).toBe('.zip');
});

test.each([
  ['the embedded one', { 'GET /upload/': [401], 'GET /upload/ signed in': [204] }, 'accepted'],
  ['a wrong credential', { 'GET /upload/': [401], 'GET /upload/ signed in': [401] }, 'refused'],
  ['nothing to read', { 'GET /upload/': [404] }, 'not checkable before upload'],
  ['a page for everybody', { 'GET /upload/': [200] }, 'not checkable before upload'],
  [
    'no reading at all',
    { 'GET /upload/': [401], 'GET /upload/ signed in': [405] },
    'not checkable before upload',
  ],
] as const)('above the upload address stands %s', async (_, answers, check) => {
  await using server = await startRegistry(answers);
  expect(await server.registry.checkCredential()).toBe(check);
});

test('where readers need a credential of their own, a refused look proves nothing of the one for uploads', async () => {
  await using server = await startRegistry({ 'GET /upload/': [401], 'GET /upload/ signed in': [401] });
  const registry = goRegistry({
    ...server.environment,
    PACKAGES_GO_PROXY_URL: server.environment.PACKAGES_GO_PROXY_URL.replace('http:', 'https:'),
    PACKAGES_GO_READ_USERNAME: 'reader',
    PACKAGES_GO_READ_PASSWORD: 'secret',
  });
  expect(await registry.checkCredential()).toBe('not checkable before upload');
});

test('an upload address that bears a password is refused, and not shown', async () => {
  await using server = await startRegistry({});
  const bearing = server.environment.PACKAGES_GO_UPLOAD_URL.replace('//', `//user:${TOKEN}@`);
  const registry = goRegistry({ ...server.environment, PACKAGES_GO_UPLOAD_URL: bearing });
  const packed = { ...packedOf({ 'v1.2.3.zip': 'zip' }), name: MODULE, version: VERSION };
  const [artifact] = packed.artifacts;
  if (artifact === undefined) throw new Error('Nothing is packed.');
  const bytes = Buffer.from('zip');
  for (const ask of [() => registry.checkCredential(), () => registry.upload(packed, artifact, bytes)]) {
    const asked = ask();
    await expect(asked).rejects.toThrow(
      expect.objectContaining({
        code: 'VARIABLE_INVALID',
        message: expect.stringMatching(/^PACKAGES_GO_UPLOAD_URL contains a user or password/),
      }),
    );
    await expect(asked).rejects.not.toThrow(TOKEN);
  }
  expect(server.asked).toEqual([]);
});
