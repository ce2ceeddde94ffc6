import { type ExportedPath, exportMap, findKey, starOf, type Target } from '../export-map.ts';
import { isKnownCondition } from '../known-conditions.ts';
import { mainFile } from '../root-files.ts';
import type { PackageFiles } from './package-files.ts';
import type { Roots } from './walk-imports.ts';

/**
 * Lists the files that users load: by `exports`, or by `main` if there are none, and as programs.
 *
 * @param paths the paths that Node.js loads.
 * @param programs files that Node.js runs.
 * @param isLeftOut whether the SDK asks to leave a subpath out.
 */
export function rootsOf(
  files: PackageFiles,
  paths: readonly ExportedPath[],
  programs: readonly string[],
  isLeftOut: (subpath: string) => boolean,
): Roots {
  const { exports, main, module, browser } = files.packageJson;
  const node = paths
    .filter(({ subpath }) => !isLeftOut(subpath))
    .flatMap(({ file, required }) => [file, required].flatMap(fromFolder));
  const others =
    exports === undefined || exports === null
      ? [module, typeof browser === 'string' ? browser : undefined].flatMap(fromFolder)
      : [
          ...listExportedFiles(exports, files, isLeftOut),
          ...[mainFile(main ?? '', files.paths)].flatMap(fromFolder),
        ];
  return { node: [...node, ...programs], others };
}

/** Lists all files that consumers reach by `exports`, under the conditions of any host. */
function listExportedFiles(
  exports: unknown,
  { paths }: PackageFiles,
  isLeftOut: (subpath: string) => boolean,
): string[] {
  const map = exportMap(exports);
  return map.flatMap(([subpath, target]) =>
    targetsOf(target).flatMap((named) => {
      if (!named.includes('*')) return isLeftOut(subpath) ? [] : fromFolder(named);
      return paths.filter((file) => {
        const star = starOf(named, `./${file}`);
        if (star === undefined) return false;
        const expanded = subpath.replaceAll('*', () => star);
        return findKey(map, expanded) === subpath && !isLeftOut(expanded);
      });
    }),
  );
}

function targetsOf(target: Target): string[] {
  if (typeof target === 'string') return [target];
  if (target === null) return [];
  if (Array.isArray(target)) return target.flatMap(targetsOf);
  return Object.entries(target).flatMap(([condition, inner]) =>
    isKnownCondition(condition) ? targetsOf(inner) : [],
  );
}

function fromFolder(file: string | undefined): string[] {
  return file === undefined ? [] : [file.replace(/^(\.\/)+/, '')];
}
