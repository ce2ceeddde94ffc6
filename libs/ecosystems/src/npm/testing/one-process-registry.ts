import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { json } from 'node:stream/consumers';
import { z } from 'zod';

const documentSchema = z.looseObject({
  'dist-tags': z.record(z.string(), z.string()),
  versions: z.record(z.string(), z.looseObject({})),
  _attachments: z.record(z.string(), z.looseObject({ data: z.base64() })),
});

export type PublishedDocument = z.infer<typeof documentSchema>;

export interface OneProcessRegistry {
  readonly url: string;
  /** Every document that was uploaded, in order. */
  readonly published: PublishedDocument[];
  /** Answers by method and path that replace the registry's own from now on. */
  readonly answers: Map<string, { readonly status: number; readonly body: string }>;
  stop(): Promise<void>;
}

export const GOOD_TOKEN = 'good-token';

/** Starts the required part of npm's protocol in memory, under a path prefix. A test may replace its answers. */
export async function startOneProcessRegistry(): Promise<OneProcessRegistry> {
  const published: PublishedDocument[] = [];
  const answers: OneProcessRegistry['answers'] = new Map();
  const packuments = new Map<string, { name: string; 'dist-tags': object; versions: object }>();
  const tarballs = new Map<string, Buffer>();

  const answer = async (request: IncomingMessage): Promise<{ status: number; body: string | Buffer }> => {
    const path = decodeURIComponent((request.url ?? '').replace('/prefix/', ''));
    const bent = answers.get(`${request.method} ${path}`);
    if (bent !== undefined) return bent;
    const isSignedIn = request.headers.authorization === `Bearer ${GOOD_TOKEN}`;
    if (path === '-/whoami')
      return { status: 200, body: JSON.stringify(isSignedIn ? { username: 'ci' } : {}) };
    if (request.method === 'PUT') {
      if (!isSignedIn) return { status: 401, body: `no access for ${request.headers.authorization}` };
      const document = documentSchema.parse(await json(request));
      published.push(document);
      const before = packuments.get(path) ?? { name: path, 'dist-tags': {}, versions: {} };
      if (Object.keys(document.versions).some((version) => version in before.versions))
        return { status: 409, body: '{}' };
      packuments.set(path, {
        name: path,
        'dist-tags': { ...before['dist-tags'], ...document['dist-tags'] },
        versions: { ...before.versions, ...document.versions },
      });
      for (const [file, { data }] of Object.entries(document._attachments))
        tarballs.set(`${path}/-/${file.split('/').at(-1)}`, Buffer.from(data, 'base64'));
      return { status: 201, body: '{}' };
    }
    const body = tarballs.get(path) ?? JSON.stringify(packuments.get(path));
    return body === undefined ? { status: 404, body: '{}' } : { status: 200, body };
  };

  const server = createServer((request, response) => {
    answer(request).then(
      ({ status, body }) => response.writeHead(status).end(body),
      (error: unknown) => response.writeHead(400).end(String(error)),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port was bound.');
  return {
    url: `http://127.0.0.1:${address.port}/prefix`,
    published,
    answers,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
