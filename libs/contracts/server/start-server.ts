import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttp2Server } from 'node:http2';
import { createServer as createTcpServer, type Socket } from 'node:net';
import { connectNodeAdapter } from '@connectrpc/connect-node';
import { requireBearer } from './bearer-token.ts';
import { OrganizationService } from './gen/ameide/platform/v1/organizations_pb.ts';
import type { ListenAddress } from './listen-address.ts';
import { organizationService } from './organization-service.ts';
import { rehearsing } from './rehearsal.ts';

export type RunningServer = { url: string; close(): Promise<void> };

/** Serves the contract in Connect, gRPC-web and gRPC on one port, without TLS; over HTTP/1.1 a test can rehearse it. */
export async function startServer(options: { listen: ListenAddress; token: string }): Promise<RunningServer> {
  const handler = connectNodeAdapter({
    routes: (router) => router.service(OrganizationService, organizationService()),
    interceptors: [requireBearer(options.token)],
  });
  const http = createHttpServer(rehearsing(handler, options.token));
  const http2 = createHttp2Server(handler);

  const sockets = new Set<Socket>();
  const server = createTcpServer((socket) => {
    sockets.add(socket.on('close', () => sockets.delete(socket)));
    socket.on('error', () => socket.destroy());
    // A client that speaks HTTP/2 without TLS, as gRPC does, begins with "PRI * HTTP/2.0" (RFC 9113, 3.4).
    socket.once('readable', () => {
      const start: Buffer | null = socket.read();
      if (start === null) return;
      socket.unshift(start);
      (start.toString('latin1').startsWith('PRI') ? http2 : http).emit('connection', socket);
    });
  });

  server.listen(options.listen);
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no TCP port.');
  const host = address.family === 'IPv6' ? `[${address.address}]` : address.address;

  return {
    url: `http://${host}:${address.port}`,
    async close() {
      server.close();
      for (const socket of sockets) socket.destroy();
      if (server.listening) await once(server, 'close');
    },
  };
}
