import path from 'node:path';
import { starOf } from './export-map.ts';
import { isBelowCustomCondition } from './known-conditions.ts';
import type { PackageJson } from './package-json.ts';
import { mainFile, typesFile } from './root-files.ts';

/** A file that a package.json names, and the field that names it. */
export interface NamedFile {
  readonly field: readonly [string, ...string[]];
  /** From the package's folder; it may contain a `*`. */
  readonly path: string;
}

/** Completes a file name, for the fields that may omit a part of it. */
const COMPLETIONS: Readonly<Record<string, typeof mainFile>> = {
  main: mainFile,
  types: typesFile,
  typings: typesFile,
};

/**
 * Finds the files that `exports`, `main`, `module`, `types` and `bin` name but that a package lacks. Targets of a
 * custom condition are for the author's own workspace and need not be packed.
 */
export function findMissingFiles(packageJson: PackageJson, files: readonly string[]): NamedFile[] {
  const { exports, main, module, types, typings, bin, typesVersions } = packageJson;
  // An empty `main` names no file. `typesVersions` may lead `types` to another file, which tsc then looks for.
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
