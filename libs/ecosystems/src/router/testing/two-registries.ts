import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { ReadAccess } from '../../reader.ts';
import { credentialHeader } from '../../world/credential.ts';
import { newProblems, type Problems } from '../problems.ts';
import { startRouter } from '../router.ts';
import { toyRoute } from './toy-route.ts';

export type Answers = Record<string, (request: IncomingMessage, response: ServerResponse) => void>;

/** A server on loopback that records its requests. */
export interface ToyServer extends AsyncDisposable {
  readonly origin: string;
  /** The answers by path; 404 for the others. */
  readonly answers: Answers;
  /** Each request: its method, its path, and its credential if it had one. */
  readonly seen: string[];
}

export async function startToyServer(answers: Answers = {}): Promise<ToyServer> {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    const { method, url = '', headers } = request;
    seen.push([method, url, headers.authorization].filter(Boolean).join(' '));
    const answer = answers[url];
    if (answer === undefined) response.writeHead(404).end('nothing here');
    else answer(request, response);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port was bound.');
  return {
    origin: `http://127.0.0.1:${address.port}`,
    answers,
    seen,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export const REGISTRY_TOKEN = 'the-token-of-the-registry';
export const UPSTREAM_TOKEN = 'the-token-of-the-upstream';

/** Formats a credential as it appears in {@link ToyServer.seen}. */
export const bearer = (token: string): string => credentialHeader({ token })[1];

/** A router before a registry, which has the name `own`, an upstream, and a host that keeps files of both. */
export interface Routing extends AsyncDisposable {
  readonly registry: ToyServer;
  readonly upstream: ToyServer;
  readonly files: ToyServer;
  readonly access: ReadAccess;
  readonly problems: Problems;
  /** Sends a request to the router, as a client does. */
  ask(path: string, init?: RequestInit): Promise<Response>;
}

export async function startRouting(): Promise<Routing> {
  await using stack = new AsyncDisposableStack();
  const registry = stack.use(await startToyServer());
  const upstream = stack.use(await startToyServer());
  const files = stack.use(await startToyServer());
  const origins = {
    registry: { address: `${registry.origin}/own`, credential: { token: REGISTRY_TOKEN } },
    upstream: { address: `${upstream.origin}/all`, credential: { token: UPSTREAM_TOKEN } },
  };
  const problems = newProblems({
    registry: origins.registry.address,
    upstream: origins.upstream.address,
    variable: 'OWN',
  });
  const { access } = stack.use(
    await startRouter({
      route: toyRoute,
      origins,
      variables: { registry: 'URL and TOKEN', upstream: 'UP_URL and UP_TOKEN' },
      internal: ['own'],
      problems,
    }),
  );
  const started = stack.move();
  return {
    registry,
    upstream,
    files,
    access,
    problems,
    ask: (path, init) => fetch(`${access.address}/${path}`, init),
    [Symbol.asyncDispose]: () => started.disposeAsync(),
  };
}

export const text =
  (body: string, headers: Readonly<Record<string, string>> = {}): Answers[string] =>
  (_, response) =>
    response.writeHead(200, { 'content-type': 'text/plain', ...headers }).end(body);

export const page = (...links: readonly string[]): Answers[string] =>
  text(JSON.stringify(links), { 'content-type': 'application/json; charset=utf-8', etag: '"1"' });

export const redirect =
  (location: string): Answers[string] =>
  (_, response) =>
    response.writeHead(302, { location }).end();
