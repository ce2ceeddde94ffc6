import type { Difference } from './compare-exports.ts';

/** The limit of lines in a message. */
const SHOWN = 20;

/** Describes differences: one line for all paths that differ alike. */
export function describeDifferences(differences: readonly Difference[]): string[] {
  const lines = new Map<string, string[]>();
  for (const { system, specifier, what, missing } of differences) {
    const names = missing.map(({ name }) => name).join(', ');
    const line = `${what}${names === '' ? '' : ` ${names}`}`;
    const path = system === 'import' ? `import "${specifier}"` : `require("${specifier}")`;
    lines.set(line, [...(lines.get(line) ?? []), path]);
  }
  return [...lines].map(([line, paths]) => `${shorten(paths, ', ', 10)} ${line}`);
}

/** Keeps the first of many texts, and counts the others. */
export function shorten(texts: readonly string[], separator = '\n', limit = SHOWN): string {
  const more = texts.length > limit ? [`and ${texts.length - limit} more`] : [];
  return [...texts.slice(0, limit), ...more].join(separator);
}
