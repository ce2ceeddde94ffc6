import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:https';
import type { Certificate } from '../../src/world/testing/certificate.ts';

/** A registry's storage on another host, which accepts a signature in the address and no other credential. */
export interface ObjectStorage extends AsyncDisposable {
  /** Keeps a file, and returns its address. */
  keep(file: string, bytes: Buffer): string;
  /** Requests that carried a credential, which the other host must never receive. */
  readonly betrayed: readonly string[];
}

export async function startObjectStorage(certificate: Certificate): Promise<ObjectStorage> {
  const objects = new Map<string, Buffer>();
  const betrayed: string[] = [];
  const server = createServer(certificate, ({ method, url = '', headers }, response) => {
    const bytes = objects.get(url);
    if (headers.authorization !== undefined) {
      betrayed.push(`${method} ${url}`);
      response.writeHead(400).end('there are two credentials');
    } else if (bytes === undefined) response.writeHead(403).end('the signature is wrong');
    else {
      response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': bytes.length });
      response.end(method === 'HEAD' ? undefined : bytes);
    }
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port was bound.');
  return {
    keep(file, bytes) {
      const url = `/objects/${file}?signature=${randomBytes(16).toString('hex')}`;
      objects.set(url, bytes);
      return `https://localhost:${address.port}${url}`;
    },
    betrayed,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
