import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The dearest first: the longest of them goes on for as long as all other tests together. */
class DearestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const at = DEAREST.findIndex((part) => moduleId.includes(part));
      return at === -1 ? DEAREST.length : at;
    };
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}

const DEAREST = ['e2e/main-job.', 'e2e/gate.', 'compliance.test', 'e2e/'];

export default defineConfig({
  test: {
    include: ['{libs,tools,test}/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    // Real registries and clients: a test waits for conditions, and two cores are what CI has.
    testTimeout: 60_000,
    // The first one compiles the Go registry, on a new machine with all that it is made of.
    hookTimeout: 300_000,
    maxWorkers: 2,
    sequence: { sequencer: DearestFirst },
  },
});
