import { z } from 'zod';

export interface Count {
  readonly passed: number;
  readonly failed: number;
}

const vitestReport = z.looseObject({
  testResults: z.array(
    z.looseObject({
      /** The file's own status: `failed` also where it could not be loaded, or where a hook failed. */
      status: z.string(),
      assertionResults: z.array(z.looseObject({ fullName: z.string(), status: z.string() })),
    }),
  ),
});

/**
 * Counts the tests of vitest's JSON report: all tests, or those whose names hold these words.
 *
 * A file that failed without a failed test counts as one failure. So does a missing report.
 */
export function countVitest(report: string | undefined, name = ''): Count {
  if (report === undefined) return { passed: 0, failed: 1 };
  const files = vitestReport.parse(JSON.parse(report)).testResults.map(({ status, assertionResults }) => {
    const tests = assertionResults.filter(({ fullName }) => fullName.includes(name));
    const failed = tests.filter((test) => test.status === 'failed').length;
    const broken = status === 'failed' && !assertionResults.some((test) => test.status === 'failed');
    return {
      passed: tests.filter((test) => test.status === 'passed').length,
      failed: broken ? failed + 1 : failed,
    };
  });
  return {
    passed: files.reduce((sum, { passed }) => sum + passed, 0),
    failed: files.reduce((sum, { failed }) => sum + failed, 0),
  };
}

const goEvent = z.looseObject({
  Action: z.string(),
  Package: z.string().optional(),
  Test: z.string().optional(),
  Output: z.string().optional(),
});

/** Counts the tests of `go test -json`, subtests included, and keeps the output of what failed. @see `go doc test2json` */
export function countGoTests(lines: readonly string[]): Count & { readonly output: string } {
  const events = lines.filter((line) => line.startsWith('{')).map((line) => goEvent.parse(JSON.parse(line)));
  const ended = (action: string) =>
    events.filter(({ Action, Test }) => Action === action && Test !== undefined);
  const failedPackages = new Set(
    events.filter(({ Action }) => Action === 'fail').map(({ Package }) => Package),
  );
  const printed = events.filter(({ Action, Package }) => Action === 'output' && failedPackages.has(Package));
  const other = lines.filter((line) => !line.startsWith('{'));
  return {
    passed: ended('pass').length,
    failed: ended('fail').length,
    output: [...printed.map(({ Output }) => Output ?? ''), ...other].join(''),
  };
}
