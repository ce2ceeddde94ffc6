import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type ClientAccess, readingSecrets } from '../reader.ts';
import { type Answer, type AnswerOptions, answer, failure } from './answer.ts';
import { newLinks } from './links.ts';

/** A server before two registries, so that a client sees one. */
export interface Router extends AsyncDisposable {
  /** What the router's clients get: an address below a secret path, and no credential. */
  readonly access: ClientAccess;
}

export interface RouterOptions extends Pick<AnswerOptions, 'route' | 'origins' | 'variables' | 'problems'> {
  /** The patterns of internal names. */
  readonly internal: readonly string[];
}

/**
 * Starts a router on loopback. It answers only reads of the protocol, and only below its secret address: its clients
 * need no credential.
 */
export async function startRouter(options: RouterOptions): Promise<Router> {
  const secret = randomBytes(16).toString('hex');
  const prefix = `/${secret}/`;
  const { route, internal, origins } = options;
  const links = newLinks(route.companions);
  const isInternal = route.matcher(internal);
  let address = '';
  const server = createServer((request, response) => {
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    respond(request, response, gone.signal).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else send(response, failure(500, String(error), request.headers)).catch(() => response.destroy());
    });
  });

  async function respond(
    request: IncomingMessage,
    response: ServerResponse,
    gone: AbortSignal,
  ): Promise<void> {
    const { method, url = '', headers } = request;
    request.resume();
    if (!url.startsWith(prefix)) return send(response, failure(403, 'This address is not for you.', headers));
    if (method !== 'GET' && method !== 'HEAD')
      return send(response, failure(405, `${method} is not a method for reading.`, headers));
    const path = url.slice(prefix.length);
    const behind = { ...options, isInternal, links, address };
    await send(response, await answer(behind, { method, path, headers, gone }));
  }

  // The router keeps idle connections open and closes them at its end. A client's request fails on a closed connection.
  server.keepAliveTimeout = 0;
  await once(server.listen(0, '127.0.0.1'), 'listening');
  address = `http://127.0.0.1:${portOf(server)}/${secret}`;
  const { registry, upstream } = origins;
  const secrets = [secret, ...readingSecrets(registry), ...readingSecrets(upstream)];
  return {
    access: { address, credential: undefined, routed: { registry: registry.address, internal, secrets } },
    async [Symbol.asyncDispose]() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

async function send(response: ServerResponse, { status, headers, body }: Answer): Promise<void> {
  response.writeHead(status, { ...headers });
  if (body instanceof ReadableStream) await pipeline(Readable.fromWeb(body), response);
  else response.end(body);
}

function portOf(server: Server): number {
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('No port was bound.');
  return bound.port;
}
