import { PlatformClient } from '@ameideio/ameide-sdk-ts';
import { builtWith, type Sdk } from './built-with.ts';
import { readSettings, type Settings } from './settings.ts';
import { createWeb } from './web.ts';

let settings: Settings;
let sdk: Sdk;
try {
  settings = readSettings(process.env);
  sdk = builtWith();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(2);
}

const web = createWeb(new PlatformClient({ ...settings.platform, timeoutMs: 10_000 }), sdk);
web.listen(settings.listen, () => console.log(JSON.stringify({ listening: web.address(), sdk })));
for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => web.close());
