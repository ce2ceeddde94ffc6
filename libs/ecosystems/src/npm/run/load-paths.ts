import type { SmokeRequest } from '../../ecosystem.ts';
import type { ExportedPath } from '../export-map.ts';
import type { WalkedImport } from '../imports/walk-imports.ts';
import type { PackageJson } from '../package-json.ts';
import type { ModuleSystem } from '../user-programs.ts';
import { reasonElsewhere } from './elsewhere.ts';
import { fileIn, isForNode, isForThread, packagesFrom } from './explain.ts';
import type { RunTimeExports } from './exports.ts';
import { describeFailure, type Failure, missingPackage } from './failure.ts';
import { loadInThread, loadModules } from './load-modules.ts';
import type { OptionalParts } from './optional-parts.ts';
import type { UserFolder } from './user-folder.ts';

export interface LoadRequest extends Pick<SmokeRequest, 'warn' | 'notRun'> {
  /** The check's name. */
  readonly check: string;
  readonly system: ModuleSystem;
  readonly paths: readonly ExportedPath[];
  readonly packageJson: PackageJson;
  /** What the package's files import. */
  readonly imports: readonly WalkedImport[];
  /** The project without optional packages. */
  readonly user: UserFolder;
  readonly optional: OptionalParts;
  /** Takes what each path exports, by specifier. */
  readonly exported: Map<string, RunTimeExports>;
}

interface Failed {
  readonly path: ExportedPath;
  readonly failure: Failure;
  /** The optional packages that were there. */
  readonly had: readonly string[];
}

/**
 * Loads every path as users do. What fails for want of an optional package is loaded again with it; what needs another
 * host is kept as not run.
 *
 * @throws naming every path that is broken, and why.
 */
export async function loadPaths(request: LoadRequest): Promise<void> {
  const { paths, system, user, optional } = request;
  const loadable = paths.filter((path) => isLoadable(path, system));
  let failed = await explained(request, user, await load(request, user, loadable, []));
  const broken = new Map<ExportedPath, string>();

  for (;;) {
    const wanting = failed.map((one) => ({ ...one, needs: needsOf(one, request) }));
    const hopeless = wanting.filter(({ needs }) => needs.length === 0);
    const hopeful = wanting.filter(({ needs }) => needs.length > 0);
    for (const { path, failure } of hopeless) broken.set(path, describeFailure(failure));
    if (hopeful.length === 0) break;

    failed = [];
    for (const { folder, group, why } of await foldersFor(hopeful, optional)) {
      if (folder === undefined) {
        for (const { path, needs } of group) broken.set(path, `${want(needs)}: ${why}`);
        continue;
      }
      const had = group.flatMap(({ needs }) => needs);
      const still = await load(
        request,
        folder,
        group.map(({ path }) => path),
        had,
      );
      for (const { path, needs } of group)
        if (path.subpath === '.' && !still.some((one) => one.path === path))
          request.warn(request.check, `${path.specifier} ${want(needs)}, though it is declared as optional`);
      failed.push(...(await explained(request, folder, still)));
    }
  }
  const lines = paths.flatMap((path) => {
    const why = broken.get(path);
    return why === undefined ? [] : [`${path.specifier}: ${why}`];
  });
  if (lines.length > 0) throw new Error(lines.join('\n'));
}

const want = (names: readonly string[]): string => `needs ${names.map((name) => `"${name}"`).join(' and ')}`;

/** JavaScript and JSON; `require` loads libraries too. */
function isLoadable(path: ExportedPath, system: ModuleSystem): boolean {
  return (system === 'import' ? /\.(?:[cm]?js|json)$/ : /\.(?:[cm]?js|json|node)$/).test(
    fileIn(path, system),
  );
}

async function load(
  { system, exported }: LoadRequest,
  user: UserFolder,
  paths: readonly ExportedPath[],
  had: readonly string[],
): Promise<Failed[]> {
  const modules = paths.map((path) => ({
    specifier: path.specifier,
    isJson: fileIn(path, system).endsWith('.json'),
  }));
  const loaded = await loadModules(user, system, modules);
  return paths.flatMap((path) => {
    const { failure, exports } = loaded.get(path.specifier) ?? {};
    if (exports !== undefined) exported.set(path.specifier, exports);
    return failure === undefined ? [] : [{ path, failure, had }];
  });
}

/** Leaves out what is no fault of the package, and says why. */
async function explained(
  { check, system, packageJson, imports, warn, notRun }: LoadRequest,
  user: UserFolder,
  failed: readonly Failed[],
): Promise<Failed[]> {
  const left: Failed[] = [];
  for (const one of failed) {
    const { path, failure } = one;
    const elsewhere = reasonElsewhere(failure, isForNode(path, system, packageJson, imports));
    if (elsewhere !== undefined) notRun(path.subpath, elsewhere);
    else if (failure.code === 'ERR_REQUIRE_ASYNC_MODULE' && path.file === path.required)
      warn(check, `${path.specifier} awaits at its top level, so "require" can't load it`);
    else if (
      !isForThread(fileIn(path, system), imports) ||
      (await loadInThread(user, system, { specifier: path.specifier, isJson: false })) !== undefined
    )
      left.push(one);
  }
  return left;
}

/** The optional packages that may be what a path failed for. */
function needsOf({ path, failure, had }: Failed, { system, imports, optional }: LoadRequest): string[] {
  const missing = missingPackage(failure);
  const wanted = missing === undefined ? packagesFrom(fileIn(path, system), imports) : [missing];
  const needs = optional.missing(wanted).filter((name) => !had.includes(name));
  return needs.length === 0 ? [] : [...had, ...needs];
}

interface Group<T> {
  readonly group: readonly T[];
  /** Undefined where npm can't install what the group needs. */
  readonly folder: UserFolder | undefined;
  readonly why: string;
}

/** One project for all where npm can install all of it together, else one for each. */
async function foldersFor<T extends { readonly needs: readonly string[] }>(
  failed: readonly T[],
  optional: OptionalParts,
): Promise<Group<T>[]> {
  const names = failed.flatMap(({ needs }) => needs);
  try {
    return [{ group: failed, folder: await optional.folderWith(names), why: '' }];
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    if (failed.length === 1) return [{ group: failed, folder: undefined, why }];
  }
  const each = await Promise.all(failed.map((one) => foldersFor([one], optional)));
  return each.flat();
}
