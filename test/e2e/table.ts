/** The rows of a table that a run ends with, a cell each: the one that begins with this head. */
export function tableOf(output: string, begin = 'package'): string[][] {
  const lines = output.split('\n');
  const head = lines.findIndex((line) => line.startsWith(`${begin} `));
  if (head === -1) return [];
  const rows = lines.slice(head + 2);
  return rows.slice(0, rows.indexOf('')).map((line) => line.split(/ {2,}/));
}
