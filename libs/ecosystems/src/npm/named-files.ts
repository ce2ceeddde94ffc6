import { starOf } from './export-map.ts';
import type { PackageJson } from './package-json.ts';

/** A file that a package.json promises, and the field that does. */
export interface NamedFile {
  readonly field: readonly [string, ...string[]];
  /** From the package's folder; it may hold a `*`. */
  readonly path: string;
}

/** Every file that `exports`, `main`, `module`, `types` and `bin` name. */
export function namedFiles({ exports, main, module, types, typings, bin }: PackageJson): NamedFile[] {
  return [
    ...leaves(['exports'], exports),
    ...leaves(['main'], main),
    ...leaves(['module'], module),
    ...leaves(['types'], types),
    ...leaves(['typings'], typings),
    ...leaves(['bin'], bin),
  ];
}

function leaves(field: NamedFile['field'], value: unknown): NamedFile[] {
  if (typeof value === 'string') return [{ field, path: value.replace(/^\.\//, '') }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => leaves([...field, key], inner));
}

/** The named files that a package does not hold. */
export function missingFiles(packageJson: PackageJson, files: readonly string[]): NamedFile[] {
  return namedFiles(packageJson).filter(({ field: [field], path }) => {
    if (path.includes('*')) return !files.some((file) => starOf(path, file) !== undefined);
    // Node completes `main` alone. @see https://nodejs.org/api/modules.html#folders-as-modules
    const spellings = field === 'main' ? [path, `${path}.js`, `${path.replace(/\/$/, '')}/index.js`] : [path];
    return !spellings.some((spelling) => files.includes(spelling));
  });
}
