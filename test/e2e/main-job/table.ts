/** The rows of the table that a run ends with, a cell each. */
export function tableOf(output: string): string[][] {
  const lines = output.split('\n');
  const head = lines.findIndex((line) => line.startsWith('package '));
  if (head === -1) return [];
  const rows = lines.slice(head + 2);
  return rows.slice(0, rows.indexOf('')).map((line) => line.split(/ {2,}/));
}
