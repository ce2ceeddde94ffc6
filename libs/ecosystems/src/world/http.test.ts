import { expect, test } from 'vitest';
import type { Credential } from './credential.ts';
import { type HttpRequest, http, makeStatusError, RegistryError, redactUrl, retryTransient } from './http.ts';
import { type Answer, deadOrigin, startBentServer } from './testing/bent-server.ts';

const SECRET = 'never-to-be-shown';

/** Returns the error of a request to a server with this answer. */
async function failure(answer: Answer, request: Partial<HttpRequest> = {}): Promise<RegistryError> {
  await using server = await startBentServer(answer);
  const error = await http({ url: `${server.origin}/packages/one`, ...request }).then(
    ({ status }) => new Error(`It answered ${status}.`),
    (thrown: unknown) => thrown,
  );
  if (error instanceof RegistryError) return error;
  throw error;
}

test.each([200, 201, 204, 400, 401, 403, 404, 409, 410])('%i is an answer', async (status) => {
  await using server = await startBentServer((_, response) =>
    response.writeHead(status, { 'x-one': '1' }).end(status === 204 ? '' : 'body'),
  );
  const answer = await http({ url: server.origin, method: 'PUT', body: 'sent' });
  expect(answer.status).toBe(status);
  expect(answer.headers.get('x-one')).toBe('1');
  expect(answer.body.toString()).toBe(status === 204 ? '' : 'body');
  expect(server.methods).toEqual(['PUT']);
});

test.each([408, 425, 429, 500, 502, 503, 504])('%i is one that asks for another try', async (status) => {
  const error = await failure((_, response) => response.writeHead(status).end('<h1>\n  busy </h1>'));
  expect(error.transient).toBe(true);
  expect(error.code).toBe('REGISTRY_UNAVAILABLE');
  expect(error.message).toContain(`/packages/one answered ${status} "<h1> busy </h1>". Look at`);
});

test('a server that gives no complete answer in time is given up', async () => {
  const error = await failure((_, response) => response.writeHead(200).write('half'), { timeout: 100 });
  expect(error.transient).toBe(true);
  expect(error.message).toContain('/packages/one gave no complete answer within 0.1 s. Check the address');
});

test('a server that breaks off, is not there, or is nowhere is named with the reason', async () => {
  const broken = await failure((_, response) => {
    response.writeHead(200, { 'content-length': 100 });
    response.write('half', () => response.destroy());
  });
  expect(broken.message).toMatch(/packages\/one can't be reached \(.+\)\. Check/);
  const origin = await deadOrigin();
  const unreachable = [origin, 'http://registry.invalid'].map((url) =>
    http({ url }).catch((error: unknown) => error),
  );
  const [down, nowhere] = await Promise.all(unreachable);
  expect(down).toMatchObject({ transient: true, message: expect.stringContaining('ECONNREFUSED') });
  expect(nowhere).toMatchObject({ transient: true, message: expect.stringContaining('registry.invalid') });
});

test('an address is shown without user, password, query and fragment', async () => {
  expect(redactUrl(`https://user:${SECRET}@example.com/a/b?token=${SECRET}#${SECRET}`)).toBe(
    'https://example.com/a/b',
  );
  const origin = await deadOrigin();
  const withSecrets = [`${origin}/a?token=${SECRET}`, `${origin.replace('//', `//user:${SECRET}@`)}/a`];
  for (const url of withSecrets) {
    const asked = http({ url });
    await expect(asked).rejects.toThrow(`${origin}/a can't be reached`);
    await expect(asked).rejects.not.toThrow(SECRET);
  }
});

const PAIR = Buffer.from(`user:${SECRET}`).toString('base64');
test.each<[Credential, string]>([
  [{ token: SECRET }, `got ${SECRET}`],
  [{ username: 'user', password: SECRET }, `got ${PAIR}`],
  [{ username: 'user', password: SECRET }, `user has not the password ${SECRET}`],
  [{ username: 'user', password: `a:b ${SECRET}` }, `not a:b ${SECRET}`],
  [{ header: 'X-NuGet-ApiKey', secret: `${SECRET} ${SECRET}` }, `not ${SECRET} ${SECRET}`],
])('a credential, %j, that a server sends back is not shown', async (credential, text) => {
  const busy = await failure((_, response) => response.writeHead(503).end(text), { credential });
  await using server = await startBentServer((_, response) => response.writeHead(401).end(text));
  const request = { url: server.origin, credential };
  const refused = makeStatusError(request, await http(request), 'ONE_TOKEN');
  for (const { message } of [busy, refused]) {
    expect(message).toContain('***');
    expect(message).not.toContain(SECRET);
    expect(message).not.toContain(PAIR);
  }
});

test('a secret that no header can hold is not shown', async () => {
  const credential = { header: 'X-Key', secret: `${SECRET}\nsecond` };
  const { message } = await failure((_, response) => response.end(), { credential });
  expect(message).toContain("can't be reached (");
  expect(message).not.toContain(SECRET);
});

test('only the first words of a long answer are shown', async () => {
  const { message } = await failure((_, response) => response.writeHead(500).end('word '.repeat(10_000)));
  expect(message.length).toBeLessThan(500);
});

test.each([
  [401, 'CREDENTIAL_REFUSED', 'Check ONE_TOKEN and what it may do there.'],
  [403, 'CREDENTIAL_REFUSED', 'Check ONE_TOKEN and what it may do there.'],
  [400, 'REGISTRY_REFUSED', 'answered 400 "no".'],
  [405, 'REGISTRY_REFUSED', 'answered 405 "no".'],
])('a status that the protocol does not foresee, %i, is %s', async (status, code, message) => {
  await using server = await startBentServer((_, response) => response.writeHead(status).end('no'));
  const request = { url: `${server.origin}/one`, method: 'PUT', body: '' } as const;
  const error = makeStatusError(request, await http(request), 'ONE_TOKEN');
  expect(error).toMatchObject({ code, transient: false, message: expect.stringContaining(message) });
  expect(error.message).toContain(`PUT ${server.origin}/one answered ${status}`);
});

test('what may pass is tried again, as often as there are delays', async () => {
  const busy = new RegistryError('REGISTRY_UNAVAILABLE', 'busy');
  let tries = 0;
  const passing = async (): Promise<string> => {
    tries += 1;
    if (tries < 3) throw busy;
    return 'done';
  };
  expect(await retryTransient(passing, [1, 1])).toBe('done');
  expect(tries).toBe(3);

  tries = 0;
  await expect(retryTransient(passing, [1])).rejects.toBe(busy);
  expect(tries).toBe(2);
});

test.each([
  new RegistryError('REGISTRY_REFUSED', 'no'),
  new RegistryError('INVALID_RESPONSE', 'no'),
  new RegistryError('CREDENTIAL_REFUSED', 'no'),
  new Error('no'),
])('nothing else is tried again', async (error) => {
  let tries = 0;
  const attempt = async (): Promise<never> => {
    tries += 1;
    throw error;
  };
  await expect(retryTransient(attempt, [1, 1])).rejects.toBe(error);
  expect(tries).toBe(1);
});
