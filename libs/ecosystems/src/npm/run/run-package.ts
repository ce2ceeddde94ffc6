import type { SmokeRequest } from '../../ecosystem.ts';
import { binsOf, titleOf } from '../bins.ts';
import { type ExportedPath, exportMap } from '../export-map.ts';
import { listInstalledFiles } from '../imports/package-files.ts';
import { rootsOf } from '../imports/roots.ts';
import { walkImports } from '../imports/walk-imports.ts';
import type { PackageJson } from '../package-json.ts';
import type { ModuleSystem } from '../user-programs.ts';
import { checkImports } from './check-imports.ts';
import { fileIn } from './explain.ts';
import type { RunTimeExports } from './exports.ts';
import { newLeftOut } from './left-out.ts';
import { linkBins } from './link-bins.ts';
import { loadPaths } from './load-paths.ts';
import { newOptionalParts, type OptionalParts } from './optional-parts.ts';
import { listOtherHosts } from './other-hosts.ts';
import { explainPlatformRefusal } from './platform.ts';
import type { UserFolder } from './user-folder.ts';

const IMPORTS = 'imports are packed or declared';

/** The checks that run an installed package, and their results. */
export interface RunningPackage {
  /** The checks may run side by side. */
  readonly checks: readonly (() => Promise<void>)[];
  /** The exports of each path, by module system and specifier, after the checks have run. */
  readonly exported: Readonly<Record<ModuleSystem, ReadonlyMap<string, RunTimeExports>>>;
  readonly optional: OptionalParts;
}

/**
 * Makes the checks that run an installed package in every way that a user does. Users `import` and `require` every
 * subpath, run programs, and reach code that only a later call loads.
 *
 * @param paths the paths that Node.js loads.
 */
export async function runPackage(
  request: SmokeRequest,
  user: UserFolder,
  packageJson: PackageJson,
  paths: readonly ExportedPath[],
): Promise<RunningPackage> {
  const { check, warn, notRun, skip } = request;
  const { name, exports } = packageJson;
  const files = await listInstalledFiles(user.packageFolder, packageJson);
  const leftOut = newLeftOut(skip, name);
  const isLeftOut = (what: string): boolean => leftOut.reasonOf(what) !== undefined;
  const all = binsOf(packageJson, files.read);
  const bins = all.filter((bin) => !isLeftOut(titleOf(bin)));
  const programs = bins.filter(({ interpreter }) => interpreter === 'node').map(({ file }) => file);
  const roots = rootsOf(files, paths, programs, isLeftOut);
  const imports = walkImports(roots, files, (file) => programs.includes(file));
  const optional = newOptionalParts(request, packageJson, user);

  const knownNames = [...paths.map(({ subpath }) => subpath), ...subpathsOf(exports), ...all.map(titleOf)];
  for (const key of leftOut.unknown(knownNames))
    warn('smoke.skip', `"${key}" names no subpath and no program of ${name}: remove it, or correct its name`);
  for (const { subpath, condition } of listOtherHosts(exports))
    notRun(`${subpath} under "${condition}"`, 'Node.js does not set this condition');

  const refusal = explainPlatformRefusal(packageJson);
  const whyNotRun = (what: string): string | undefined => leftOut.reasonOf(what) ?? refusal;
  for (const bin of all) {
    const reason = whyNotRun(titleOf(bin));
    if (reason !== undefined) notRun(titleOf(bin), reason);
  }
  const programOf = (path: ExportedPath): string | undefined => {
    const bin = all.find(({ file }) => file === fileIn(path, 'import') || file === fileIn(path, 'require'));
    return bin && titleOf(bin);
  };
  const loaded = paths.filter((path) => {
    const program = programOf(path);
    // Nobody imports a program only because a pattern matches its file.
    const happens = path.matched && program !== undefined ? `it is the program of ${program}` : undefined;
    const reason = whyNotRun(path.subpath) ?? happens;
    if (reason !== undefined) notRun(path.subpath, reason);
    return reason === undefined;
  });
  const exported = { import: new Map<string, RunTimeExports>(), require: new Map<string, RunTimeExports>() };
  const load = (name: string, system: ModuleSystem) => (): Promise<void> =>
    check(name, () =>
      loadPaths({
        ...{ check: name, system, paths: loaded, packageJson, imports, user, optional, warn, notRun },
        ...{ exported: exported[system], programOf },
      }),
    );
  const link = (name: string) => (): Promise<void> =>
    check(name, () => linkBins({ check: name, bins, imports, user, optional, warn, notRun }));
  const isLinked = bins.length > 0 && refusal === undefined;

  const checks = [
    ...(loaded.length === 0
      ? []
      : [load('exports import as ESM', 'import'), load('exports require as CommonJS', 'require')]),
    ...(isLinked ? [link('bins find their imports')] : []),
    () =>
      check(IMPORTS, () => checkImports({ imports, user, optional, warn: (text) => warn(IMPORTS, text) })),
  ];
  return { checks, exported, optional };
}

/** Lists the keys of `exports`, including those for other hosts. */
function subpathsOf(exports: unknown): string[] {
  return exports === undefined || exports === null ? [] : exportMap(exports).map(([subpath]) => subpath);
}
