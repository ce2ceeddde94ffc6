/** What a smoke finds besides passed checks, each finding once. */
export interface Findings<T> {
  /** Keeps a finding and gives its line for the log. */
  add(finding: T): string;
  /** In the order of their lines: checks that run side by side find in any order, and equal bytes give equal results. */
  sorted(): T[];
}

/** @param lineOf what identifies a finding; a check that is made again finds the same again. */
export function newFindings<T>(lineOf: (finding: T) => string): Findings<T> {
  const byLine = new Map<string, T>();
  return {
    add(finding) {
      const line = lineOf(finding);
      byLine.set(line, finding);
      return line;
    },
    sorted: () => [...byLine].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, finding]) => finding),
  };
}
