import { PlatformClient } from '@ameideio/ameide-sdk-ts';
import { builtWith } from './built-with.ts';
import { readSettings } from './settings.ts';
import { createWeb } from './web.ts';

const { platform, listen } = orEnd(() => readSettings(process.env));
const sdk = orEnd(builtWith);
const client = orEnd(
  () => new PlatformClient({ ...platform, timeoutMs: 10_000 }),
  'PLATFORM_URL or PLATFORM_TOKEN is not usable: ',
);

const web = createWeb(client, sdk);
web.once('error', ({ message }) => end(`LISTEN is not usable: ${message}.`));
web.listen(listen, () => console.log(JSON.stringify({ listening: web.address(), sdk })));
for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => web.close());

/** What a setting is read as; one that can't be is told in a sentence. */
function orEnd<T>(read: () => T, beginning = ''): T {
  try {
    return read();
  } catch (error) {
    return end(`${beginning}${error instanceof Error ? error.message : error}`);
  }
}

function end(sentence: string): never {
  console.error(sentence);
  process.exit(2);
}
