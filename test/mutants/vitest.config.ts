import { defineConfig } from 'vitest/config';

/** The tests of the modules that are mutated, as `run.ts` names them. */
export default defineConfig({
  test: { include: JSON.parse(process.env.MUTANTS_TESTS ?? '[]'), testTimeout: 20_000 },
});
