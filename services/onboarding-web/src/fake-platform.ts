import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

interface Message {
  slug: string;
  displayName: string;
  pageToken?: string;
}

export interface FakePlatform extends AsyncDisposable {
  baseUrl: string;
}

/** Speaks as much of the platform's API, in Connect's JSON, as this service uses; two organizations a page. */
export async function startFakePlatform(token: string): Promise<FakePlatform> {
  const organizations: Message[] = [];

  function answer(method: string | undefined, message: Message): [status: number, body: object] {
    if (method === 'ListOrganizations') {
      const start = Number(message.pageToken ?? 0);
      const end = start + 2;
      const nextPageToken = end < organizations.length ? String(end) : '';
      return [200, { organizations: organizations.slice(start, end), nextPageToken }];
    }
    if (method !== 'CreateOrganization') return [404, { code: 'unimplemented' }];
    if (!message.displayName) return refuse(400, 'invalid_argument', 'display_name', 'is empty');
    if (organizations.some(({ slug }) => slug === message.slug)) {
      return refuse(409, 'already_exists', 'slug', 'is taken');
    }
    const organization = { ...message, id: String(organizations.length + 1) };
    organizations.push(organization);
    return [200, { organization }];
  }

  const server = createServer(async (request, response) => {
    const message = (await json(request)) as Message;
    const [status, body] =
      request.headers.authorization === `Bearer ${token}`
        ? answer(request.url?.split('/').at(-1), message)
        : [401, { code: 'unauthenticated' }];
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      if (server.listening) await once(server.close(), 'close');
    },
  };
}

function refuse(status: number, code: string, field: string, reason: string): [number, object] {
  // ErrorDetail { field, reason } on the wire: two strings, each behind its tag and its length.
  const strings = [field, reason].map((text, index) => [
    ((index + 1) << 3) | 2,
    text.length,
    ...Buffer.from(text),
  ]);
  const value = Buffer.from(strings.flat()).toString('base64');
  return [status, { code, details: [{ type: 'ameide.platform.v1.ErrorDetail', value }] }];
}
