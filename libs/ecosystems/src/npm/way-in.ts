import { findForeignSubpaths, listExportedPaths } from './export-map.ts';
import type { PackageJson } from './package-json.ts';

/** Files that npm packs by default and that no program uses. */
const UNASKED = /^(?:package\.json|(?:readme|licen[cs]e|notice|changelog|changes|history)(?:\.[^/]*)?)$/i;

/**
 * Explains why nobody can use a package; undefined if users can use it. They may import it, compile against it, run a
 * program of it, or read a file of it (a package of settings, of styles).
 */
export function explainMissingWayIn(packageJson: PackageJson, files: readonly string[]): string | undefined {
  const { exports, bin } = packageJson;
  const ways = [...listExportedPaths(packageJson, files), ...findForeignSubpaths(exports)];
  if (ways.length > 0 || bin !== undefined) return undefined;
  if (exports !== undefined && exports !== null)
    return 'has "exports" that lead to no file, so its users can load nothing of it';
  return files.every((file) => UNASKED.test(file)) ? 'packs nothing that its users could load' : undefined;
}

/** Lists the files that load a package whose package.json names none, and that are in its folder but not packed. */
export function findUnpackedRoots(
  { exports, main, types, typings, bin }: PackageJson,
  packed: readonly string[],
  folder: readonly string[],
): string[] {
  if (exports !== undefined || bin !== undefined) return [];
  const roots = [
    ...(main ? [] : ['index.js']),
    ...(main || types !== undefined || typings !== undefined ? [] : ['index.d.ts']),
  ];
  return roots.filter((root) => folder.includes(root) && !packed.includes(root));
}
