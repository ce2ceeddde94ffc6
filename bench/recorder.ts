import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { buffer } from 'node:stream/consumers';

export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** A loopback server that serves nothing, accepts every upload and keeps it. */
export interface Recorder extends AsyncDisposable {
  readonly origin: string;
  /** The one upload that it accepted. */
  upload(): RecordedRequest;
}

export async function startRecorder(): Promise<Recorder> {
  const uploads: RecordedRequest[] = [];
  const server = createServer(async (request, response) => {
    const { method = '', url = '', headers } = request;
    if (method === 'GET') return response.writeHead(404).end();
    uploads.push({ method, path: url, headers, body: await buffer(request) });
    return response.writeHead(201).end();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port was bound.');
  return {
    origin: `http://127.0.0.1:${address.port}`,
    upload() {
      const [upload] = uploads;
      if (upload === undefined) throw new Error('Nothing was uploaded.');
      return upload;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
