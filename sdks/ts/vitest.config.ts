import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  // The examples import what a user installs; here that is the sources.
  resolve: { alias: { '@ameideio/ameide-sdk-ts': fileURLToPath(new URL('src/index.ts', import.meta.url)) } },
  // The tests start a real server, also beside whatever else a machine of two cores does.
  test: { testTimeout: 60_000, hookTimeout: 60_000, maxWorkers: 2, isolate: false },
});
