import { Code, createClient } from '@connectrpc/connect';
import {
  createConnectTransport,
  createGrpcTransport,
  createGrpcWebTransport,
} from '@connectrpc/connect-node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { OrganizationService } from './gen/ameide/platform/v1/organizations_pb.ts';
import { type RunningServer, startServer } from './start-server.ts';

let server: RunningServer;
beforeAll(async () => {
  server = await startServer({ listen: { host: '127.0.0.1', port: 0 }, token: 'secret' });
});
afterAll(() => server.close());

const headers = { authorization: 'Bearer secret' };

test.each([
  ['Connect, JSON', createConnectTransport, { httpVersion: '1.1', useBinaryFormat: false }],
  ['Connect, binary', createConnectTransport, { httpVersion: '1.1', useBinaryFormat: true }],
  ['Connect, HTTP/2', createConnectTransport, { httpVersion: '2' }],
  ['gRPC-web', createGrpcWebTransport, { httpVersion: '1.1' }],
  ['gRPC', createGrpcTransport, { httpVersion: '2' }],
] as const)('speaks %s', async (protocol, createTransport, options) => {
  const client = createClient(OrganizationService, createTransport({ ...options, baseUrl: server.url }));
  const slug = protocol.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  const { organization } = await client.createOrganization({ slug, displayName: protocol }, { headers });
  expect(organization).toMatchObject({ slug, displayName: protocol });
  await expect(client.getOrganization({ id: 'nobody' }, { headers })).rejects.toMatchObject({
    code: Code.NotFound,
  });
});

test.each([{}, { authorization: 'Bearer other' }, { authorization: 'secret' }])(
  'refuses %j',
  async (headers) => {
    const transport = createConnectTransport({ baseUrl: server.url, httpVersion: '1.1' });
    const call = createClient(OrganizationService, transport).listOrganizations({}, { headers });
    await expect(call).rejects.toMatchObject({ code: Code.Unauthenticated });
  },
);

test('closes although a connection is open', async () => {
  const other = await startServer({ listen: { host: '127.0.0.1', port: 0 }, token: 'secret' });
  const url = `${other.url}/unknown`;
  expect((await fetch(url)).status).toBe(404);
  await other.close();
  await expect(fetch(url)).rejects.toThrow();
});
