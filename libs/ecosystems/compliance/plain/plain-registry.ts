import { once } from 'node:events';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { buffer } from 'node:stream/consumers';
import { type Credential, credentialHeader, secretsOf } from '../../src/world/credential.ts';
import type { Certificate } from '../../src/world/testing/certificate.ts';
import { startObjectStorage } from './object-storage.ts';
import { plainGo } from './plain-go.ts';
import { plainNpm } from './plain-npm.ts';
import type { Bend, PlainAnswer, PlainPart, PlainUpload } from './plain-part.ts';
import { plainPypi } from './plain-pypi.ts';

/** An organisation's registry of the plainest kind that the protocols allow, for all ecosystems, in memory. */
export interface PlainRegistry extends AsyncDisposable {
  readonly environment: Readonly<Record<string, string>>;
  /** What of its credentials may stand nowhere: tokens, passwords, and what a header makes of them. */
  readonly secrets: readonly string[];
  /** All that was asked, in order. */
  readonly seen: readonly SeenRequest[];
  /** The requests that brought a credential of this registry's to its object storage. */
  readonly betrayed: readonly string[];
  /** Lets an ecosystem's part answer otherwise, until it is disposed of. */
  bend(ecosystem: string, bend: Bend): Disposable;
  /** What became of the uploads of a package. */
  uploads(ecosystem: string, name: string): readonly PlainUpload['outcome'][];
}

export interface SeenRequest {
  /** Empty if it went to none. */
  readonly ecosystem: string;
  readonly by: 'reader' | 'uploader' | 'nobody' | 'a stranger';
  readonly method: string;
  readonly path: string;
}

export interface PlainRegistryOptions {
  readonly certificate: Certificate;
  /** Whose it is, where there are several: none of them takes another one's credentials. */
  readonly owner?: string;
  /** Whether the Python index declares digests. */
  readonly digests: boolean;
}

/**
 * Starts it on loopback. It has what was uploaded, and mirrors nobody. Everything stands below path prefixes, answers nobody without a credential, and lets a reader
 * read and an uploader upload, not the other way round; files are on another host.
 */
export async function startPlainRegistry(options: PlainRegistryOptions): Promise<PlainRegistry> {
  const { certificate, owner = 'ours', digests } = options;
  const storage = await startObjectStorage(certificate);
  const seen: SeenRequest[] = [];
  let parts: readonly PlainPart[] = [];
  const bends = new Map<string, Bend>();
  const server = createServer(certificate, (request, response) => {
    answer(parts, bends, seen, request).then(
      (answered) => send(response, request, answered),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port was bound.');

  const origin = `https://127.0.0.1:${address.port}`;
  const shared = { origin, storage, owner };
  parts = [plainNpm(shared), plainPypi({ ...shared, digests }), plainGo(shared)];
  return {
    environment: Object.assign({}, ...parts.map(({ variables }) => variables)),
    secrets: parts.flatMap(({ reader, uploader }) => [...secretsOf(reader), ...secretsOf(uploader)]),
    seen,
    betrayed: storage.betrayed,
    bend(ecosystem, bend) {
      bends.set(ecosystem, bend);
      return { [Symbol.dispose]: () => void bends.delete(ecosystem) };
    },
    uploads(ecosystem, name) {
      const all = parts.flatMap((part) => (part.ecosystem === ecosystem ? part.uploads : []));
      return all.filter((upload) => upload.name === name).map(({ outcome }) => outcome);
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await storage[Symbol.asyncDispose]();
    },
  };
}

async function answer(
  parts: readonly PlainPart[],
  bends: ReadonlyMap<string, Bend>,
  seen: SeenRequest[],
  request: IncomingMessage,
): Promise<PlainAnswer> {
  const { method = '', url = '', headers } = request;
  const body = await buffer(request);
  const part = parts.find(({ prefix }) => url.startsWith(prefix));
  const by = whoAsks(part, headers);
  seen.push({ ecosystem: part?.ecosystem ?? '', by, method, path: url });
  if (part === undefined) return { status: 404 };
  const may = by === (['GET', 'HEAD'].includes(method) ? 'reader' : 'uploader');
  if (!may)
    return { status: 401, headers: { 'www-authenticate': 'Basic realm="org"' }, body: 'who are you?' };
  const contentType = headers['content-type'] ?? '';
  const path = url.slice(part.prefix.length);
  const plain = { method, path, contentType, body: Buffer.from(body) };
  const plainly = (): Promise<PlainAnswer | undefined> => part.answer(plain);
  const bend = bends.get(part.ecosystem);
  return (await (bend === undefined ? plainly() : bend(plain, plainly))) ?? { status: 404 };
}

function whoAsks(part: PlainPart | undefined, headers: IncomingHttpHeaders): SeenRequest['by'] {
  const sent = (credential: Credential): boolean => {
    const [name, value] = credentialHeader(credential);
    return headers[name.toLowerCase()] === value;
  };
  if (part !== undefined && sent(part.reader)) return 'reader';
  if (part !== undefined && sent(part.uploader)) return 'uploader';
  return headers.authorization === undefined ? 'nobody' : 'a stranger';
}

function send(
  response: ServerResponse,
  request: IncomingMessage,
  { status, headers, body = '', lost }: PlainAnswer,
): void {
  if (lost) {
    response.destroy();
    return;
  }
  const length = Buffer.byteLength(body);
  // As a cache has to be told of what depends on who asks: some keep such headers of the request, too.
  response.writeHead(status, { 'content-length': length, vary: 'authorization', ...headers });
  response.end(request.method === 'HEAD' ? undefined : body);
}
