import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { type CountingProxy, startCountingProxy } from './counting-proxy.ts';
import type { UpstreamState } from './relayed-upstream.ts';

/** A counting proxy for each embedded registry's upstream, which can be shut. */
export interface Relay {
  /** By the id of the ecosystem. */
  readonly proxies: Readonly<Record<string, CountingProxy>>;
  /**
   * The address at which {@link relayedUpstream} controls it from another process. Whoever knows it can shut the
   * proxies.
   */
  readonly control: string;
  close(): Promise<void>;
}

/**
 * Starts the relay in this process, for the ecosystems of these ids. Its control speaks HTTP: `GET
 * <control>/<ecosystem>` returns the state. `POST <control>/<ecosystem>/shut` shuts the proxy while its connection
 * stays open, so that the proxy opens again however the client ends.
 */
export async function startRelay(ecosystems: readonly string[]): Promise<Relay> {
  const newSecret = () => randomBytes(24).toString('base64url');
  const started = ecosystems.map(
    async (id): Promise<[string, CountingProxy]> => [id, await startCountingProxy(newSecret())],
  );
  const proxies = Object.fromEntries(await Promise.all(started));
  const secret = newSecret();
  const control = createServer((request, response) => {
    const [, givenSecret, ecosystem, action] = request.url?.split('/') ?? [];
    const found =
      givenSecret === secret && Object.hasOwn(proxies, ecosystem ?? '')
        ? proxies[ecosystem ?? '']
        : undefined;
    answer(`${request.method} ${action ?? ''}`, response, found);
  });
  await once(control.listen(0, '127.0.0.1'), 'listening');
  const address = control.address();
  return {
    proxies,
    control: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/${secret}`,
    async close() {
      control.closeAllConnections();
      await new Promise((resolve) => control.close(resolve));
      await Promise.all(Object.values(proxies).map((proxy) => proxy.close()));
    },
  };
}

function answer(asked: string, response: ServerResponse, proxy: CountingProxy | undefined): void {
  if (proxy !== undefined && asked === 'GET ') {
    const state: UpstreamState = { requests: proxy.requests, isShut: proxy.isShut };
    response.end(JSON.stringify(state));
  } else if (proxy !== undefined && asked === 'POST shut') {
    response.once('close', proxy.shut()).flushHeaders();
  } else {
    response.writeHead(404).end();
  }
}
