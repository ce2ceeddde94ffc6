import { once } from 'node:events';
import type { Server } from 'node:http';
import { createInterface } from 'node:readline';
import { runServer } from 'verdaccio';
import { logUploads } from './upload-log.ts';
import type { ServeSettings } from './verdaccio.ts';

// The process of Verdaccio. It is given its settings as the first line of its standard input, and ends when
// that is closed: by its parent's wish, or by its parent's death.
const input = createInterface({ input: process.stdin });
const [line] = await once(input, 'line');
input.once('close', () => process.exit());

const settings: ServeSettings = JSON.parse(String(line));
const server: Server = await runServer(settings.configuration);
logUploads(server, settings.uploadLog);
server.listen(settings.port, '127.0.0.1');
