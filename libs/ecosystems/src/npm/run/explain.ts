import { type ExportedPath, exportMap } from '../export-map.ts';
import { importsFrom, type WalkedImport } from '../imports/walk-imports.ts';
import type { PackageJson } from '../package-json.ts';
import { targetFile } from '../target-file.ts';
import type { ModuleSystem } from '../user-programs.ts';

/** Built-in modules that no bundler has a substitute for. */
const NODE_ONLY =
  /^(?:node:)?(?:child_process|cluster|dgram|fs|fs\/promises|http2|inspector|net|readline|repl|tls|worker_threads)$/;

/** The file that a path leads to in a module system, from the package's folder. */
export function fileIn({ file, required }: ExportedPath, system: ModuleSystem): string {
  return ((system === 'import' ? file : required) ?? '').replace(/^(\.\/)+/, '');
}

/**
 * Whether a path is made for Node.js: a condition says so, or what it imports at once. Then a browser's global that it
 * uses is a mistake.
 */
export function isForNode(
  path: ExportedPath,
  system: ModuleSystem,
  { exports }: PackageJson,
  imports: readonly WalkedImport[],
): boolean {
  const file = fileIn(path, system);
  const elsewhere = exports === undefined || exports === null ? undefined : exportMap(exports);
  if (elsewhere !== undefined) {
    const byOthers = targetFile(elsewhere, path.subpath, [system]);
    if (byOthers?.replace(/^(\.\/)+/, '') !== file) return true;
  }
  return eagerImports(file, imports).some(({ specifier }) => NODE_ONLY.test(specifier));
}

/** Whether a module may be made to run in a worker thread: it imports what tells it so. */
export function isForThread(file: string, imports: readonly WalkedImport[]): boolean {
  return eagerImports(file, imports).some(({ specifier }) => /^(?:node:)?worker_threads$/.test(specifier));
}

/** The packages that a file may load, sooner or later. */
export function packagesFrom(file: string, imports: readonly WalkedImport[]): string[] {
  const found = importsFrom(file, imports).flatMap(({ resolved }) =>
    resolved.to === 'package' ? [resolved.name] : [],
  );
  return [...new Set(found)];
}

function eagerImports(file: string, imports: readonly WalkedImport[]): WalkedImport[] {
  return importsFrom(
    file,
    imports.filter(({ eager, optional }) => eager && !optional),
  );
}

/** The specifiers by which a file loads, sooner or later, modules of these packages. */
export function specifiersOf(
  file: string,
  imports: readonly WalkedImport[],
  packages: readonly string[],
): string[] {
  if (packages.length === 0) return [];
  const found = importsFrom(file, imports).flatMap(({ specifier, resolved }) =>
    resolved.to === 'package' && packages.includes(resolved.name) ? [specifier] : [],
  );
  return [...new Set(found)];
}
