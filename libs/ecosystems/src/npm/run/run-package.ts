import type { SmokeRequest } from '../../ecosystem.ts';
import { binsOf } from '../bins.ts';
import type { ExportedPath } from '../export-map.ts';
import { installedFiles } from '../imports/package-files.ts';
import { rootsOf } from '../imports/roots.ts';
import { walkImports } from '../imports/walk-imports.ts';
import type { PackageJson } from '../package-json.ts';
import type { ModuleSystem } from '../user-programs.ts';
import { checkImports } from './check-imports.ts';
import { fileIn } from './explain.ts';
import type { RunTimeExports } from './exports.ts';
import { linkBins } from './link-bins.ts';
import { loadPaths } from './load-paths.ts';
import { newOptionalParts, type OptionalParts } from './optional-parts.ts';
import type { UserFolder } from './user-folder.ts';

/** What runs an installed package. */
export interface RunningPackage {
  /** They can run side by side. */
  readonly checks: readonly (() => Promise<void>)[];
  /** What each path exports, by module system and specifier, once the checks have run. */
  readonly exported: Readonly<Record<ModuleSystem, ReadonlyMap<string, RunTimeExports>>>;
  readonly optional: OptionalParts;
}

/**
 * The checks that run an installed package in every way that a user does: by `import` and `require` of every subpath, as
 * programs, and by what only a later call loads.
 *
 * @param paths what Node.js loads.
 */
export async function runPackage(
  request: SmokeRequest,
  user: UserFolder,
  packageJson: PackageJson,
  paths: readonly ExportedPath[],
): Promise<RunningPackage> {
  const { check, warn, notRun, skip } = request;
  const files = await installedFiles(user.packageFolder, packageJson);
  const bins = binsOf(packageJson, files.read);
  const programs = bins.filter(({ interpreter }) => interpreter === 'node').map(({ file }) => file);
  const optional = newOptionalParts(request, packageJson, user);

  const reasonOf = (subpath: string): string | undefined =>
    skip[subpath] ?? skip[subpath === '.' ? packageJson.name : packageJson.name + subpath.slice(1)];
  const isLeftOut = (subpath: string): boolean => reasonOf(subpath) !== undefined;
  const imports = walkImports(rootsOf(files, paths, programs, isLeftOut), files, (file) =>
    programs.includes(file),
  );

  const loaded = paths.filter((path) => {
    const reason = reasonOf(path.subpath);
    const bin = bins.find(({ file }) => file === fileIn(path, 'import') || file === fileIn(path, 'require'));
    if (reason !== undefined) notRun(path.subpath, reason);
    else if (bin !== undefined)
      notRun(path.subpath, `it is the program "${bin.name}", which a smoke does not run`);
    return reason === undefined && bin === undefined;
  });
  const exported = { import: new Map<string, RunTimeExports>(), require: new Map<string, RunTimeExports>() };
  const load = (name: string, system: ModuleSystem) => (): Promise<void> =>
    check(name, () =>
      loadPaths({
        ...{ check: name, system, paths: loaded, packageJson, imports, user, optional, warn, notRun },
        exported: exported[system],
      }),
    );
  const link = (name: string) => (): Promise<void> =>
    check(name, () => linkBins({ check: name, bins, imports, user, optional, warn, notRun }));

  const checks = [
    ...(loaded.length === 0
      ? []
      : [load('exports import as ESM', 'import'), load('exports require as CommonJS', 'require')]),
    ...(bins.length === 0 ? [] : [link('bins find their imports')]),
    () => check('imports are packed or declared', () => checkImports(imports, user, optional)),
  ];
  return { checks, exported, optional };
}
