import path from 'node:path';
import { starOf } from './export-map.ts';
import { isBelowCustomCondition } from './known-conditions.ts';
import type { PackageJson } from './package-json.ts';
import { mainFile, typesFile } from './root-files.ts';

/** A file that a package.json promises, and the field that does. */
export interface NamedFile {
  readonly field: readonly [string, ...string[]];
  /** From the package's folder; it may hold a `*`. */
  readonly path: string;
}

/** How the fields that may leave out a part of the name are completed. */
const COMPLETIONS: Readonly<Record<string, typeof mainFile>> = {
  main: mainFile,
  types: typesFile,
  typings: typesFile,
};

/**
 * The files that `exports`, `main`, `module`, `types` and `bin` name and that a package does not hold. What a custom
 * condition of `exports` leads to is for the author's own workspace and need not be there.
 */
export function missingFiles(packageJson: PackageJson, files: readonly string[]): NamedFile[] {
  const { exports, main, module, types, typings, bin, typesVersions } = packageJson;
  // An empty `main` names nothing, and `typesVersions` may lead `types` to another file, which tsc then looks for.
  const root = {
    main: main || undefined,
    module,
    ...(typesVersions === undefined ? { types, typings } : {}),
  };
  const named = Object.entries({ exports, ...root, bin }).flatMap(([field, value]) => leaves([field], value));
  return named.filter(({ field, path }) => {
    if (isBelowCustomCondition(field)) return false;
    if (field[0] === 'exports' && path.includes('*'))
      return !files.some((file) => starOf(path, file) !== undefined);
    const complete = COMPLETIONS[field[0]];
    return complete === undefined ? !files.includes(path) : complete(path, files) === undefined;
  });
}

function leaves(field: NamedFile['field'], value: unknown): NamedFile[] {
  if (typeof value === 'string') return [{ field, path: path.posix.join('.', value) }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => leaves([...field, key], inner));
}
