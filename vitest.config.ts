import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The dearest first, so that no long one is left for the end. */
class DearestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const at = DEAREST.findIndex((part) => moduleId.includes(part));
      return at === -1 ? DEAREST.length : at;
    };
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}

const DEAREST = ['e2e/main-job.', 'e2e/affected.', 'e2e/foreign.', 'e2e/gate.', 'compliance.test', 'e2e/'];

export default defineConfig({
  test: {
    include: ['{libs,tools,test}/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    // These end what hangs, and say nothing of speed: a new machine downloads and compiles much, beside other work.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    // Two cores are what CI has; for much of its time a test waits for something.
    maxWorkers: 3,
    // A process for each of 190 files costs as much as what most of them test. So a test undoes what it does to a process.
    isolate: false,
    sequence: { sequencer: DearestFirst },
  },
});
