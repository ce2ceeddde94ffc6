import { parseListenAddress } from './listen-address.ts';
import { startServer } from './start-server.ts';

const meanings = {
  PLATFORM_LISTEN: 'the host:port to listen at, port 0 for a free one',
  PLATFORM_TOKEN: 'the bearer token that every call must carry',
};

function stopWith(code: number, sentence: string): never {
  console.error(sentence);
  process.exit(code);
}

const { PLATFORM_LISTEN, PLATFORM_TOKEN } = process.env;
if (!PLATFORM_LISTEN || !PLATFORM_TOKEN) {
  const missing = Object.entries(meanings).filter(([name]) => !process.env[name]);
  stopWith(2, missing.map(([name, meaning]) => `${name} is not set. It is ${meaning}.`).join('\n'));
}
const listen = parseListenAddress(PLATFORM_LISTEN);
if (!listen) stopWith(2, `PLATFORM_LISTEN is "${PLATFORM_LISTEN}". It must be ${meanings.PLATFORM_LISTEN}.`);

const server = await startServer({ listen, token: PLATFORM_TOKEN }).catch((error: Error) =>
  stopWith(1, `The server could not listen at ${PLATFORM_LISTEN}: ${error.message}`),
);
console.log(JSON.stringify({ listening: server.url }));

const stop = () => void server.close().then(() => process.exit(0));
process.once('SIGTERM', stop);
process.once('SIGINT', stop);
// The parent holds the other end of stdin: its end, however it came, closes it.
process.stdin.once('end', stop).resume();
