import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { Code } from '@connectrpc/connect';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import manifest from '../package.json' with { type: 'json' };
import { PlatformClient, PlatformError } from '../src/index.ts';

let server: Server;
let baseUrl: string;
let requests: IncomingMessage[];

beforeEach(async () => {
  requests = [];
  server = createServer((request, response) => {
    requests.push(request);
    if (request.headers.authorization === 'Bearer silence') return;
    response.setHeader('content-type', 'application/json').end('{}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no TCP port.');
  baseUrl = `http://127.0.0.1:${address.port}`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
  vi.unstubAllGlobals();
});

test('sends the token and its own name and version', async () => {
  await new PlatformClient({ baseUrl, token: 'secret' }).organizations.delete('7');
  expect(requests[0]?.headers).toMatchObject({
    authorization: 'Bearer secret',
    'user-agent': `ameide-sdk-ts/${manifest.version}`,
  });
});

test('asks a function for the token at every call', async () => {
  const token = vi.fn().mockResolvedValueOnce('one').mockResolvedValueOnce('two');
  const { organizations } = new PlatformClient({ baseUrl, token });
  await organizations.delete('7');
  await organizations.delete('7');
  expect(requests.map(({ headers }) => headers.authorization)).toEqual(['Bearer one', 'Bearer two']);
});

test('does not show a token that no header can hold', async () => {
  const { organizations } = new PlatformClient({ baseUrl, token: () => 'secret\n' });
  const error = await organizations.delete('7').catch((error) => error);
  expect(error).toMatchObject({ name: 'PlatformError', message: expect.stringContaining('The token is') });
  expect(String(error)).not.toContain('secret');
});

test('names itself in the header that browsers allow', async () => {
  vi.stubGlobal('navigator', { userAgent: 'Mozilla/5.0' });
  await new PlatformClient({ baseUrl, token: 'secret' }).organizations.delete('7');
  expect(requests[0]?.headers['x-user-agent']).toBe(`ameide-sdk-ts/${manifest.version}`);
});

test('keeps the time limit of the client', async () => {
  const call = new PlatformClient({ baseUrl, token: 'silence', timeoutMs: 50 }).organizations.get('7');
  await expect(call).rejects.toThrow(PlatformError);
  await expect(call).rejects.toMatchObject({ code: Code.DeadlineExceeded });
});

test.each([2 ** 31, 1e12, Number.POSITIVE_INFINITY])(
  'no time limit is too long: %d ms',
  async (timeoutMs) => {
    await new PlatformClient({ baseUrl, token: 'secret', timeoutMs }).organizations.delete('7');
    await new PlatformClient({ baseUrl, token: 'secret' }).organizations.delete('7', { timeoutMs });
    expect(requests).toHaveLength(2);
  },
);

test('a time limit is a number', async () => {
  const timeoutMs = Number.NaN;
  expect(() => new PlatformClient({ baseUrl, token: 'secret', timeoutMs })).toThrow('The time limit is');
  const call = new PlatformClient({ baseUrl, token: 'secret' }).organizations.delete('7', { timeoutMs });
  await expect(call).rejects.toMatchObject({ code: Code.InvalidArgument });
});

test('says which platform is not reachable', async () => {
  server.close();
  await once(server, 'close');
  const call = new PlatformClient({ baseUrl, token: 'secret' }).organizations.get('7');
  await expect(call).rejects.toMatchObject({
    message: `[unavailable] ${baseUrl} can't be reached`,
    code: Code.Unavailable,
  });
});
