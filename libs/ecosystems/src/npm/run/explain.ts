import { type ExportedPath, exportMap, findKey, NODE } from '../export-map.ts';
import { listImportsFrom, type WalkedImport } from '../imports/walk-imports.ts';
import type { PackageJson } from '../package-json.ts';
import { conditionsTo } from '../target-file.ts';
import type { ModuleSystem } from '../user-programs.ts';
import { listOtherHosts } from './other-hosts.ts';

/** Built-in modules for which no bundler has a substitute. */
const NODE_ONLY =
  /^(?:node:)?(?:child_process|cluster|dgram|fs|fs\/promises|http2|inspector|net|readline|repl|tls|worker_threads)$/;

/** Returns the file of a path in a module system, from the package's folder. */
export function fileIn({ file, required }: ExportedPath, system: ModuleSystem): string {
  return ((system === 'import' ? file : required) ?? '').replace(/^(\.\/)+/, '');
}

/** Conditions that lead browsers and their workers to other files. The remaining file is not for browsers. */
const WEB_CONDITIONS = ['browser', 'web', 'worker', 'serviceworker', 'service-worker'];

/**
 * The users of a path. `node` if a condition or an import says so; `browser` if it may be for browsers alone; `anyone`
 * for the package's own name, which every user loads first.
 */
export type Audience = 'node' | 'anyone' | 'browser';

export function audienceOf(
  path: ExportedPath,
  system: ModuleSystem,
  { exports }: PackageJson,
  imports: readonly WalkedImport[],
): Audience {
  if (exports !== undefined && exports !== null) {
    const map = exportMap(exports);
    const conditions = conditionsTo(map, path.subpath, [system, ...NODE]);
    const key = findKey(map, path.subpath);
    const hosts = listOtherHosts(exports).filter(({ subpath }) => subpath === key);
    if (conditions.some((one) => NODE.includes(one))) return 'node';
    if (hosts.some(({ condition }) => WEB_CONDITIONS.includes(condition))) return 'node';
  }
  const isServer = listEagerImports(fileIn(path, system), imports).some(({ specifier }) =>
    NODE_ONLY.test(specifier),
  );
  if (isServer) return 'node';
  return path.subpath === '.' ? 'anyone' : 'browser';
}

/** Whether a module may be made for a worker thread: it imports the module that tells it so. */
export function isForThread(file: string, imports: readonly WalkedImport[]): boolean {
  return listEagerImports(file, imports).some(({ specifier }) =>
    /^(?:node:)?worker_threads$/.test(specifier),
  );
}

/** Lists the packages that a file may load, directly or later. */
export function listPackagesFrom(file: string, imports: readonly WalkedImport[]): string[] {
  const found = listImportsFrom(file, imports).flatMap(({ resolved }) =>
    resolved.to === 'package' ? [resolved.name] : [],
  );
  return [...new Set(found)];
}

function listEagerImports(file: string, imports: readonly WalkedImport[]): WalkedImport[] {
  return listImportsFrom(
    file,
    imports.filter(({ eager, optional }) => eager && !optional),
  );
}

/** Lists the specifiers by which a file loads modules of these packages, directly or later. */
export function specifiersOf(
  file: string,
  imports: readonly WalkedImport[],
  packages: readonly string[],
): string[] {
  if (packages.length === 0) return [];
  const found = listImportsFrom(file, imports).flatMap(({ specifier, resolved }) =>
    resolved.to === 'package' && packages.includes(resolved.name) ? [specifier] : [],
  );
  return [...new Set(found)];
}
