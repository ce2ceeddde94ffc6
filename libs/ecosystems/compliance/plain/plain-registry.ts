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

/** The plainest registry of an organisation that the protocols allow, for all ecosystems, in memory. */
export interface PlainRegistry extends AsyncDisposable {
  readonly environment: Readonly<Record<string, string>>;
  /** The secrets of its credentials, which must be stored nowhere: tokens, passwords, and their encoded forms. */
  readonly secrets: readonly string[];
  /** All its requests, in order. */
  readonly seen: readonly SeenRequest[];
  /** The requests that carried a credential of this registry to its object storage. */
  readonly betrayed: readonly string[];
  /** Changes the answers of an ecosystem's part until it is disposed of. */
  bend(ecosystem: string, bend: Bend): Disposable;
  /** Lists the outcomes of a package's uploads. */
  uploads(ecosystem: string, name: string): readonly PlainUpload['outcome'][];
}

export interface SeenRequest {
  /** Empty if the request belonged to no ecosystem. */
  readonly ecosystem: string;
  readonly by: 'reader' | 'uploader' | 'nobody' | 'a stranger';
  readonly method: string;
  readonly path: string;
}

export interface PlainRegistryOptions {
  readonly certificate: Certificate;
  /** The owner's name, if there are several registries: none of them accepts another one's credentials. */
  readonly owner?: string;
  /** Whether the Python index declares digests. */
  readonly digests: boolean;
}

/**
 * Starts the registry on loopback. It serves only uploaded packages, and has no mirror. Everything is below path
 * prefixes and requires a credential: a reader may only read and an uploader only upload. Files are on another host.
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
  const by = identify(part, headers);
  seen.push({ ecosystem: part?.ecosystem ?? '', by, method, path: url });
  if (part === undefined) return { status: 404 };
  const may = by === (['GET', 'HEAD'].includes(method) ? 'reader' : 'uploader');
  if (!may)
    return { status: 401, headers: { 'www-authenticate': 'Basic realm="org"' }, body: 'who are you?' };
  const contentType = headers['content-type'] ?? '';
  const path = url.slice(part.prefix.length);
  const plain = { method, path, contentType, body: Buffer.from(body) };
  const answerPlainly = (): Promise<PlainAnswer | undefined> => part.answer(plain);
  const bend = bends.get(part.ecosystem);
  return (await (bend === undefined ? answerPlainly() : bend(plain, answerPlainly))) ?? { status: 404 };
}

function identify(part: PlainPart | undefined, headers: IncomingHttpHeaders): SeenRequest['by'] {
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
  // Tells caches that the answer depends on the credential; some caches then keep such headers of the request.
  response.writeHead(status, { 'content-length': length, vary: 'authorization', ...headers });
  response.end(request.method === 'HEAD' ? undefined : body);
}
