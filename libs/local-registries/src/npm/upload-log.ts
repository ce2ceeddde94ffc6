import { appendFileSync } from 'node:fs';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { z } from 'zod';
import type { Upload } from '../uploads.ts';

const publishSchema = z.object({
  name: z.string(),
  versions: z.record(z.string(), z.unknown()),
  _attachments: z.record(z.string(), z.unknown()),
});

/** Verdaccio answers 409 to a version that exists, whether the bytes are the same or not. */
function outcomeOf(status: number): Upload['outcome'] {
  if (status === 201) return 'created';
  return status === 409 ? 'conflict' : 'refused';
}

/**
 * Writes a line for every upload, whatever became of it. Verdaccio's own log names the package alone, since
 * npm's `PUT /<package>` has the version in its body; Express leaves the parsed body on the request.
 */
export function logUploads(server: Server, file: string): void {
  server.on('request', (request: IncomingMessage & { body?: unknown }, response: ServerResponse) => {
    if (request.method !== 'PUT') return;
    response.once('finish', () => {
      const { data } = publishSchema.safeParse(request.body);
      if (!data) return;
      const lines = Object.keys(data.versions).map((version) =>
        JSON.stringify({
          time: new Date().toISOString(),
          name: data.name,
          version,
          outcome: outcomeOf(response.statusCode),
        }),
      );
      appendFileSync(file, lines.map((line) => `${line}\n`).join(''), { mode: 0o600 });
    });
  });
}
