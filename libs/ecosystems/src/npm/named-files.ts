import { starOf } from './export-map.ts';
import type { PackageJson } from './package-json.ts';

/** A file that a package.json promises, and the field that does. */
export interface NamedFile {
  readonly field: readonly [string, ...string[]];
  /** From the package's folder; it may hold a `*`. */
  readonly path: string;
}

/** What Node and TypeScript add to the names in these fields. @see https://nodejs.org/api/modules.html#folders-as-modules */
const COMPLETIONS: Readonly<Record<string, readonly string[]>> = {
  main: ['', '.js', '/index.js'],
  types: ['', '.d.ts', '/index.d.ts'],
  typings: ['', '.d.ts', '/index.d.ts'],
};

/** The files that `exports`, `main`, `module`, `types` and `bin` name and that a package does not hold. */
export function missingFiles(packageJson: PackageJson, files: readonly string[]): NamedFile[] {
  const { exports, main, module, types, typings, bin } = packageJson;
  const named = Object.entries({ exports, main, module, types, typings, bin }).flatMap(([field, value]) =>
    leaves([field], value),
  );
  return named.filter(({ field: [field], path }) => {
    if (path.includes('*')) return !files.some((file) => starOf(path, file) !== undefined);
    const spellings = (COMPLETIONS[field] ?? ['']).map((completion) => path.replace(/\/$/, '') + completion);
    return !spellings.some((spelling) => files.includes(spelling));
  });
}

function leaves(field: NamedFile['field'], value: unknown): NamedFile[] {
  if (typeof value === 'string') return [{ field, path: value.replace(/^\.\//, '') }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => leaves([...field, key], inner));
}
