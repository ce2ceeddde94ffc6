/** What a smoke finds besides passed checks. Each finding is kept once. */
export interface Findings<T> {
  /** Keeps a finding and returns its line for the log. */
  add(finding: T): string;
  /** Returns the findings in the order of their lines, so that equal bytes give equal results. */
  sorted(): T[];
}

/** @param lineOf makes the line that identifies a finding; a repeated check finds the same again. */
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
