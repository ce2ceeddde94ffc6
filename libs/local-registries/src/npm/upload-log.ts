import { appendFileSync } from 'node:fs';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { z } from 'zod';
import type { Upload } from '../uploads.ts';

const publishSchema = z.object({
  name: z.string(),
  versions: z.record(z.string(), z.unknown()),
  _attachments: z.record(z.string(), z.unknown()),
});

/** Verdaccio answers 409 to a version that exists, with the same or other bytes. */
function outcomeOf(status: number): Upload['outcome'] {
  if (status === 201) return 'created';
  return status === 409 ? 'conflict' : 'refused';
}

/**
 * Writes a line for every upload, successful or not. Verdaccio's own log names only the package, because the version is
 * in the body of npm's `PUT /<package>`. Express leaves the parsed body on the request.
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
