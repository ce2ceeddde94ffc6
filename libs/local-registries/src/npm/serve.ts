import { once } from 'node:events';
import type { Server } from 'node:http';
import { createInterface } from 'node:readline';
import { runServer } from 'verdaccio';
import type { ServeSettings } from './index.ts';
import { logUploads } from './upload-log.ts';

const GRACE_MILLISECONDS = 5_000;

// The process of Verdaccio. Its settings are the first line of its standard input. It ends when that closes, because
// its parent closed it or died.
const input = createInterface({ input: process.stdin });
let server: Server | undefined;
input.once('close', () => {
  if (!server?.listening) process.exit();
  server.close(() => process.exit());
  setTimeout(() => process.exit(), GRACE_MILLISECONDS);
});

const [line] = await once(input, 'line');
const settings: ServeSettings = JSON.parse(String(line));
const created: Server = await runServer(settings.configuration);
logUploads(created, settings.uploadLog);
server = created.listen(settings.port, '127.0.0.1');
