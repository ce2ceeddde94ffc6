import type { SmokeRequest } from '../../ecosystem.ts';
import type { ExportedPath } from '../export-map.ts';
import type { WalkedImport } from '../imports/walk-imports.ts';
import type { PackageJson } from '../package-json.ts';
import type { ModuleSystem } from '../user-programs.ts';
import { adviseOn, explainElsewhere } from './elsewhere.ts';
import { audienceOf, fileIn, isForThread, listPackagesFrom, specifiersOf } from './explain.ts';
import type { RunTimeExports } from './exports.ts';
import { describeFailure, type Failure, findMissingPackage } from './failure.ts';
import { findDependenciesWithScripts } from './install-scripts.ts';
import { loadInThread, loadModules } from './load-modules.ts';
import type { OptionalParts } from './optional-parts.ts';
import type { UserFolder } from './user-folder.ts';

export interface LoadRequest extends Pick<SmokeRequest, 'warn' | 'notRun'> {
  /** The check's name. */
  readonly check: string;
  readonly system: ModuleSystem;
  readonly paths: readonly ExportedPath[];
  readonly packageJson: PackageJson;
  /** The imports of the package's files. */
  readonly imports: readonly WalkedImport[];
  /** The project without optional packages. */
  readonly user: UserFolder;
  readonly optional: OptionalParts;
  /** Returns the program that a path leads to, as its title; undefined if it is none. */
  programOf(path: ExportedPath): string | undefined;
  /** Collects the exports of each path, by specifier. */
  readonly exported: Map<string, RunTimeExports>;
}

interface Failed {
  readonly path: ExportedPath;
  readonly why: string;
  /** Undefined if the path was not loaded because npm can't install an optional package. */
  readonly failure: Failure | undefined;
  /** The optional packages that were installed. */
  readonly had: readonly string[];
}

/**
 * Loads every path as users do. Paths that fail without an optional package are loaded again with it. Paths that need
 * another host are recorded as not run.
 *
 * @throws naming every broken path, and why.
 */
export async function loadPaths(request: LoadRequest): Promise<void> {
  const { paths, system, user } = request;
  const loadable = paths.filter((path) => isLoadable(path, system));
  const broken: Failed[] = [];
  for (let failed = await load(request, user, loadable, []); failed.length > 0; ) {
    const wanting = failed.map((one) => ({ ...one, needs: needsOf(one, request) }));
    broken.push(...wanting.filter(({ needs }) => needs.length === 0));
    failed = await loadWithParts(
      request,
      wanting.filter(({ needs }) => needs.length > 0),
    );
  }
  const left = await loadWithScripts(request, broken);
  if (left.length === 0) return;
  const inOrder = left.toSorted((a, b) => paths.indexOf(a.path) - paths.indexOf(b.path));
  throw new Error(inOrder.map(({ path, why }) => `${path.specifier}: ${why}`).join('\n'));
}

/** `require` loads JavaScript, JSON and native libraries; `import` no native libraries. */
function isLoadable(path: ExportedPath, system: ModuleSystem): boolean {
  return (system === 'import' ? /\.(?:[cm]?js|json)$/ : /\.(?:[cm]?js|json|node)$/).test(
    fileIn(path, system),
  );
}

/** Loads paths in a project, and records the failures that are no fault of the package. */
async function load(
  request: LoadRequest,
  user: UserFolder,
  paths: readonly ExportedPath[],
  had: readonly string[],
): Promise<Failed[]> {
  const { system, exported, packageJson, imports } = request;
  const advise = (path: ExportedPath, failure: Failure): string =>
    adviseOn(failure, audienceOf(path, system, packageJson, imports));
  const modules = paths.map((path) => ({
    specifier: path.specifier,
    isJson: fileIn(path, system).endsWith('.json'),
  }));
  const loaded = await loadModules(user, system, modules);
  const failed: Failed[] = [];
  for (const path of paths) {
    const { failure, exports } = loaded.get(path.specifier) ?? {};
    if (exports !== undefined) exported.set(path.specifier, exports);
    if (failure !== undefined && !(await isExplained(request, user, path, failure, had)))
      failed.push({ path, failure, why: describeFailure(failure) + advise(path, failure), had });
  }
  return failed;
}

/** Whether a failure is no fault of the package; such a failure is recorded as a finding. */
async function isExplained(
  { check, system, packageJson, imports, programOf, warn, notRun }: LoadRequest,
  user: UserFolder,
  path: ExportedPath,
  failure: Failure,
  had: readonly string[],
): Promise<boolean> {
  const file = fileIn(path, system);
  const elsewhere = explainElsewhere(failure, audienceOf(path, system, packageJson, imports));
  if (elsewhere !== undefined) {
    notRun(path.subpath, elsewhere);
    return true;
  }
  if (failure.code === 'ERR_REQUIRE_ASYNC_MODULE' && path.file === path.required) {
    warn(check, `${path.specifier} awaits at its top level, so "require" can't load it`);
    return true;
  }
  const program = programOf(path);
  // A program may end because arguments are missing; another check covers its imports.
  if (program !== undefined) {
    notRun(
      path.subpath,
      `it is the program of ${program}, and failed without arguments: ${describeFailure(failure)}`,
    );
    return true;
  }
  const parts = specifiersOf(file, imports, had).map((specifier) => ({ specifier, isJson: false }));
  const alone = await loadModules(user, system, parts);
  for (const [part, { failure: own }] of alone)
    if (own !== undefined) {
      notRun(path.subpath, `the optional "${part}" can't be loaded here by itself: ${describeFailure(own)}`);
      return true;
    }
  if (!isForThread(file, imports)) return false;
  const inThread = await loadInThread(user, system, { specifier: path.specifier, isJson: false });
  return inThread === undefined;
}

/** Lists the optional packages that a path may have failed for, together with those that were installed. */
function needsOf({ path, failure, had }: Failed, { system, imports, optional }: LoadRequest): string[] {
  if (failure === undefined) return [];
  const missing = findMissingPackage(failure);
  const packages = missing === undefined ? listPackagesFrom(fileIn(path, system), imports) : [missing];
  const needs = optional.missing(packages).filter((name) => !had.includes(name));
  return needs.length === 0 ? [] : [...had, ...needs];
}

interface Wanting extends Failed {
  readonly needs: readonly string[];
}

const describeNeeds = (names: readonly string[]): string =>
  `needs ${names.map((name) => `"${name}"`).join(' and ')}, which package.json declares as optional`;

/** Loads paths with optional packages: all in one project if npm can install them together, else one project each. */
async function loadWithParts(request: LoadRequest, wanting: readonly Wanting[]): Promise<Failed[]> {
  const { check, optional, warn } = request;
  if (wanting.length === 0) return [];
  const needs = wanting.flatMap((one) => one.needs);
  let folder: UserFolder;
  try {
    folder = await optional.folderWith(needs);
  } catch (error) {
    if (wanting.length > 1)
      return (await Promise.all(wanting.map((one) => loadWithParts(request, [one])))).flat();
    const reason = error instanceof Error ? error.message : String(error);
    return wanting.map((one) => ({
      ...one,
      failure: undefined,
      why: `it ${describeNeeds(one.needs)}: ${reason}`,
    }));
  }
  const failed = await load(
    request,
    folder,
    wanting.map(({ path }) => path),
    needs,
  );
  for (const { path, needs: own } of wanting)
    if (path.subpath === '.' && !failed.some((one) => one.path === path))
      warn(check, `${path.specifier} ${describeNeeds(own)}`);
  return failed;
}

/** Loads paths again after the install scripts of all dependencies have run, as npm 11 runs them by default. */
async function loadWithScripts(request: LoadRequest, broken: readonly Failed[]): Promise<readonly Failed[]> {
  const { check, packageJson, user, optional, warn } = request;
  if (broken.length === 0) return broken;
  const scripted = await findDependenciesWithScripts(user.path, packageJson.name);
  if (scripted.length === 0) return broken;
  const had = broken.flatMap((one) => one.had);
  const folder = await optional.folderWith(had, 'all').catch(() => undefined);
  if (folder === undefined) return broken;
  const failed = await load(
    request,
    folder,
    broken.map(({ path }) => path),
    had,
  );
  const names = scripted.map((name) => `"${name}"`).join(', ');
  for (const { path } of broken)
    if (!failed.some((one) => one.path === path))
      warn(
        check,
        `${path.specifier} needs the install scripts of ${names}, which npm 12 does not run unasked`,
      );
  return failed;
}
