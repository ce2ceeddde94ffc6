import { RequestError, Server } from 'proxy-chain';
import { proxiesOfPassword, proxyFor } from './user-proxies.ts';

/** A forward proxy on loopback between one registry and its upstream. */
export interface CountingProxy {
  /** The proxy's address for the registry's process. It contains the secret. */
  readonly address: string;
  /**
   * The number of requests so far: each plain request or tunnel (CONNECT), blocked or not. A reused tunnel counts once.
   */
  readonly requests: number;
  readonly isShut: boolean;
  /**
   * Cuts open connections and answers 503 to all requests. Each call returns a function; the proxy opens again once all
   * of them have been called.
   */
  shut(): () => void;
  close(): Promise<void>;
}

/**
 * Starts a proxy on loopback.
 *
 * @param secret the registry's password, so that no other process reaches the user's own proxy through this one.
 */
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
