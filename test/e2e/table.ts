/** The rows of one of the tables at the end of a run, the one whose first head is this, as cells. */
export function tableOf(output: string, begin = 'package'): string[][] {
  const lines = output.split('\n');
  const head = lines.findIndex((line) => line.startsWith(`${begin} `));
  if (head === -1) return [];
  const rows = lines.slice(head + 2);
  return rows.slice(0, rows.indexOf('')).map((line) => line.split(/ {2,}/));
}
