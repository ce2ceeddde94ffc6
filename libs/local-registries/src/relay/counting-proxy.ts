import { RequestError, Server } from 'proxy-chain';
import { proxiesOfPassword, proxyFor } from './user-proxies.ts';

/** A forward proxy on loopback between one registry and its upstream. */
export interface CountingProxy {
  /** The address that the registry's process is given as its proxy. It holds the secret. */
  readonly address: string;
  /** What has arrived so far: a plain request or a tunnel (CONNECT) each, shut or not. A kept tunnel is one. */
  readonly requests: number;
  readonly isShut: boolean;
  /** Cuts what is open and answers 503 to all that comes, until the answer to every call of this was called. */
  shut(): () => void;
  close(): Promise<void>;
}

/** @param secret what the registry shows, so that no other process goes by the user's own proxy through this one. */
export async function startCountingProxy(secret: string): Promise<CountingProxy> {
  let requests = 0;
  const shuts = new Set<symbol>();
  const server = new Server({
    host: '127.0.0.1',
    port: 0,
    prepareRequestFunction: ({ username, password, hostname, port, isHttp }) => {
      if (username !== secret) return { requestAuthentication: true };
      requests += 1;
      if (shuts.size > 0) throw new RequestError('The way to the upstream is shut.', 503);
      const target = { host: hostname.replace(/^\[|\]$/g, ''), port, tls: !isHttp };
      return { upstreamProxyUrl: proxyFor(target, proxiesOfPassword(password)) ?? null };
    },
  });
  await server.listen();
  return {
    address: `http://${secret}@127.0.0.1:${server.port}/`,
    get requests() {
      return requests;
    },
    get isShut() {
      return shuts.size > 0;
    },
    shut() {
      const shut = Symbol();
      shuts.add(shut);
      server.closeConnections();
      return () => void shuts.delete(shut);
    },
    close: () => server.close(true),
  };
}
