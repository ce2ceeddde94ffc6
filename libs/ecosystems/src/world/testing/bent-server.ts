import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { Certificate } from './certificate.ts';

/** A server that answers every request in the same wrong way. */
export interface BentServer extends AsyncDisposable {
  readonly origin: string;
  /** The methods of all requests so far. */
  readonly methods: readonly string[];
}

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** @param certificate serves https with it. */
export async function startBentServer(answer: Answer, certificate?: Certificate): Promise<BentServer> {
  const methods: string[] = [];
  const listener: Answer = (request, response) => {
    methods.push(request.method ?? '');
    answer(request, response);
  };
  const server =
    certificate === undefined ? createServer(listener) : createSecureServer(certificate, listener);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port was bound.');
  return {
    origin: `${certificate === undefined ? 'http' : 'https'}://127.0.0.1:${address.port}`,
    methods,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Returns an address at which no server listens. */
export async function deadOrigin(certificate?: Certificate): Promise<string> {
  await using server = await startBentServer(() => {}, certificate);
  return server.origin;
}
