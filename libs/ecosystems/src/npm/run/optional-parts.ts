import { existsSync } from 'node:fs';
import path from 'node:path';
import type { SmokeRequest } from '../../ecosystem.ts';
import type { PackageJson } from '../package-json.ts';
import { newUserFolder, type UserFolder } from './user-folder.ts';

/** The dependencies of a package that its users need not install. */
export interface OptionalParts {
  /** Lists those of these packages that the package declares as optional and that are not installed. */
  missing(names: readonly string[]): string[];
  /**
   * Makes a user's project with these optional packages; equal requests share one.
   *
   * @param scripts the packages whose install scripts run there.
   * @throws if npm can't install them, or a script fails.
   */
  folderWith(names: readonly string[], scripts?: 'own' | 'all'): Promise<UserFolder>;
}

/** @param user the project without optional packages. */
export function newOptionalParts(
  request: SmokeRequest,
  packageJson: PackageJson,
  user: UserFolder,
): OptionalParts {
  const ranges = listOptionalRanges(packageJson);
  const folders = new Map<string, Promise<UserFolder>>();
  const make = async (names: readonly string[], scripts: 'own' | 'all'): Promise<UserFolder> => {
    const folder = await newUserFolder(request, `project-${folders.size + 1}`);
    await folder.install(Object.fromEntries(names.map((name) => [name, ranges[name] ?? '*'])));
    if (scripts === 'all' || (await folder.hasInstallScripts())) await folder.runInstallScripts(scripts);
    return folder;
  };
  return {
    missing: (names) =>
      [...new Set(names)].filter(
        (name) => Object.hasOwn(ranges, name) && !existsSync(path.join(user.path, 'node_modules', name)),
      ),
    folderWith(names, scripts = 'own') {
      const sorted = [...new Set(names)].sort();
      const key = [scripts, ...sorted].join(' ');
      const existing = folders.get(key);
      if (existing !== undefined) return existing;
      const made = make(sorted, scripts);
      folders.set(key, made);
      return made;
    },
  };
}

/** Lists optional peers, which npm leaves out, and optional dependencies, which it leaves out if they don't fit. */
function listOptionalRanges({
  peerDependencies = {},
  peerDependenciesMeta = {},
  optionalDependencies = {},
}: PackageJson): Record<string, string> {
  const peers = Object.entries(peerDependenciesMeta).filter(([, { optional }]) => optional === true);
  return {
    ...Object.fromEntries(peers.map(([name]) => [name, peerDependencies[name] ?? '*'])),
    ...optionalDependencies,
  };
}
