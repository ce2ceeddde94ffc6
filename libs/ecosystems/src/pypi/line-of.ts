/**
 * The line on which the first of these words that is there first stands, from the one that holds `after`; 1 is the
 * first line, and stands for nowhere. A parsed TOML file has forgotten its lines.
 */
export function lineOf(text: string, wanted: readonly string[], after = ''): number {
  const lines = text.split('\n');
  const from = Math.max(
    lines.findIndex((line) => line.includes(after)),
    0,
  );
  const found = wanted.map((word) => lines.findIndex((line, index) => index >= from && holds(line, word)));
  return (found.find((index) => index >= 0) ?? 0) + 1;
}

/** `index-url` does not stand in `extra-index-url`. */
function holds(line: string, word: string): boolean {
  const at = line.indexOf(word);
  return at >= 0 && !/[\w-]/.test(line.charAt(at - 1) + line.charAt(at + word.length));
}

/** A string as TOML may quote it. */
export function quoted(value: string): string[] {
  return [JSON.stringify(value), `'${value}'`, `"${value}"`];
}
