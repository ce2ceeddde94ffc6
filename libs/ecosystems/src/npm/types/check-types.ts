import { realpath } from 'node:fs/promises';
import type { SmokeRequest } from '../../ecosystem.ts';
import { isDeclarationFile } from '../declaration-file.ts';
import type { ExportedPath } from '../export-map.ts';
import type { PackageJson } from '../package-json.ts';
import type { RunningPackage } from '../run/run-package.ts';
import type { UserFolder } from '../run/user-folder.ts';
import { compareExports, type Difference } from './compare-exports.ts';
import { compile } from './compile.ts';
import { consumersOf, type TypedPath, typedPathsOf } from './consumers.ts';
import type { DescribedTypes } from './describe-types.ts';
import { describeDifferences, shorten } from './difference-text.ts';
import { type JudgedErrors, judgeErrors } from './judge-errors.ts';
import { keepRealDifferences } from './real-differences.ts';
import { exportsNothing } from './runtime-exports.ts';

export interface TypesRequest
  extends Pick<SmokeRequest, 'check' | 'warn'>,
    Pick<RunningPackage, 'exported' | 'optional'> {
  readonly packageJson: PackageJson;
  /** All files of the package, from its folder. */
  readonly files: readonly string[];
  readonly paths: readonly ExportedPath[];
  /** The project without optional packages. */
  readonly user: UserFolder;
  /** Settles when all paths have been loaded, or failed. */
  readonly loading: Promise<unknown>;
}

const STRICT = 'types under strict tsc';
const SAME = 'types are what is exported';

/** Checks that the declarations compile, and that they match the package's exports at run time. */
export async function checkTypes(request: TypesRequest): Promise<void> {
  const { check, warn, files, paths } = request;
  if (paths.length === 0) return;
  if (!files.some((file) => isDeclarationFile(file) || /\.[cm]?tsx?$/.test(file))) {
    warn(STRICT, 'the package holds no declarations, so TypeScript knows none of its types');
    return;
  }
  const { user, typed } = await check(STRICT, () => compileStrictly(request));
  await request.loading;
  await check(SAME, async () => {
    const broken = findPathsWithoutTypes(typed, request);
    const found = await keepRealDifferences(differencesOf(typed, request), user);
    for (const line of describeDifferences(found.filter(({ harmless }) => harmless))) warn(SAME, line);
    broken.push(...describeDifferences(found.filter(({ harmless }) => !harmless)));
    if (broken.length > 0)
      throw new Error(`${shorten(broken)}\nExport the declared values, or correct the declarations.`);
  });
}

/** A project, and the package's paths that were compiled in it. */
interface Compiled {
  readonly user: UserFolder;
  readonly paths: readonly ExportedPath[];
  readonly described: DescribedTypes;
  readonly errors: JudgedErrors;
}

/**
 * Compiles each path as a strict user does, from an ES module and from CommonJS, in one program.
 *
 * @throws Error with each error in the package's own declarations.
 */
async function compileStrictly(request: TypesRequest): Promise<{ user: UserFolder; typed: TypedPath[] }> {
  const { warn, paths, user } = request;
  const first = await compilePaths(request, user, paths);
  const last = first.errors.own.length === 0 ? first : await compileHere(request, first);
  if (last.errors.own.length > 0) throw new Error(shorten(last.errors.own));
  for (const error of last.errors.others) warn(STRICT, error);
  // The declarations of a path for another host may need that host's types.
  const otherSpecifiers = paths
    .filter((path) => !last.paths.includes(path))
    .map(({ specifier }) => specifier);
  if (otherSpecifiers.length > 0)
    warn(STRICT, `${otherSpecifiers.join(', ')}, not loaded here: ${shorten(first.errors.own, ' ', 3)}`);
  return { user: last.user, typed: typedPathsOf(last.paths, last.described) };
}

async function compilePaths(
  { packageJson: { name, peerDependencies = {} } }: TypesRequest,
  user: UserFolder,
  paths: readonly ExportedPath[],
): Promise<Compiled> {
  const described = await compile({ user, title: 'consumers', programs: consumersOf(paths) });
  const peers = Object.keys(peerDependencies);
  const errors = judgeErrors(described.errors, { project: await realpath(user.path), name, peers });
  return { user, paths, described, errors };
}

/** Compiles the paths that load here with every optional package, because declarations may need their types. */
async function compileHere(request: TypesRequest, first: Compiled): Promise<Compiled> {
  const { optional, loading, packageJson } = request;
  await loading;
  const paths = first.paths.filter((path) => isLoadedHere(path, request));
  const missing = optional.missing(Object.keys(packageJson.peerDependencies ?? {}));
  const user = missing.length === 0 ? first.user : await optional.folderWith(missing).catch(() => first.user);
  return paths.length === first.paths.length && user === first.user
    ? first
    : compilePaths(request, user, paths);
}

const SYSTEMS = ['import', 'require'] as const;

/** Whether a path was loaded in some way, or has no code. */
function isLoadedHere({ specifier, file, required }: ExportedPath, { exported }: TypesRequest): boolean {
  const isCode = [file, required].some((one) => one !== undefined && !isDeclarationFile(one));
  return !isCode || SYSTEMS.some((system) => exported[system].has(specifier));
}

function differencesOf(typed: readonly TypedPath[], { exported }: TypesRequest): Difference[] {
  return typed.flatMap(({ system, path: { specifier }, declared }) => {
    const found = exported[system].get(specifier);
    return declared === undefined || found === undefined
      ? []
      : compareExports({ system, specifier, declared, exported: found });
  });
}

/**
 * Finds the paths that export something but have no declarations. A path that a pattern matches, or whose name is that
 * of a file (`./lib/http.js`), is for programs without types and gets a warning.
 */
function findPathsWithoutTypes(typed: readonly TypedPath[], { exported, warn }: TypesRequest): string[] {
  const bare = typed.filter(({ system, path: { specifier }, declared }) => {
    const found = exported[system].get(specifier);
    return declared === undefined && found !== undefined && !exportsNothing(found);
  });
  const namesOf = (paths: readonly TypedPath[]): string[] => [
    ...new Set(paths.map(({ path }) => path.specifier)),
  ];
  const isAside = ({ path: { matched, subpath } }: TypedPath): boolean =>
    matched || /\.[cm]?jsx?$/.test(subpath);
  const aside = namesOf(bare.filter(isAside));
  if (aside.length > 0) warn(STRICT, `without declarations are ${shorten(aside, ', ', 5)}`);
  return namesOf(bare.filter((path) => !isAside(path))).map(
    (specifier) =>
      `${specifier} has no declarations of its exports: add them, and "types" to its entry of "exports".`,
  );
}
