import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{libs,tools,test}/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    // Real registries and clients: a test waits for conditions, and two cores are what CI has.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
  },
});
