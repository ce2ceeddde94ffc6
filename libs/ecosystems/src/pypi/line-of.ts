/**
 * The line on which the first of these texts that is there first stands, at or after `after`; 1 is the first line,
 * and stands for nowhere. A parsed TOML file has forgotten its lines.
 */
export function lineOf(text: string, wanted: readonly string[], after = ''): number {
  const from = Math.max(text.indexOf(after), 0);
  const at = wanted.map((one) => text.indexOf(one, from)).find((index) => index >= 0) ?? 0;
  return text.slice(0, at).split('\n').length;
}

/** A string as TOML may quote it. */
export function quoted(value: string): string[] {
  return [`"${value}"`, `'${value}'`, JSON.stringify(value)];
}
