import { z } from 'zod';

export interface Count {
  readonly passed: number;
  readonly failed: number;
}

const vitestReport = z.looseObject({ numPassedTests: z.int(), numFailedTests: z.int() });

/** The counts of vitest's JSON report; where there is none, one failure. */
export function countVitest(report: string | undefined): Count {
  if (report === undefined) return { passed: 0, failed: 1 };
  const { numPassedTests, numFailedTests } = vitestReport.parse(JSON.parse(report));
  return { passed: numPassedTests, failed: numFailedTests };
}

const goEvent = z.looseObject({
  Action: z.string(),
  Package: z.string().optional(),
  Test: z.string().optional(),
  Output: z.string().optional(),
});

/** The counts of `go test -json`, subtests included, and what failed tests and packages printed. @see `go doc test2json` */
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
