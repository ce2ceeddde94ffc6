import path from 'node:path';
import type { SmokeRequest } from '../ecosystem.ts';
import type { ModulePackages } from './module-packages.ts';

/** Removes the packages that the SDK asks to skip, by their paths or by their paths below the module's. */
export function withoutSkipped(
  packages: ModulePackages,
  module: string,
  { skip, notRun, warn }: Pick<SmokeRequest, 'skip' | 'notRun' | 'warn'>,
): ModulePackages {
  const { importable, programs, excluded } = packages;
  const allPaths = new Set([...importable, ...programs, ...excluded.map(({ importPath }) => importPath)]);
  const skipped = new Set<string>();
  for (const [key, reason] of Object.entries(skip)) {
    const importPath = allPaths.has(key) ? key : path.posix.join(module, key).replace(/\/$/, '');
    if (allPaths.has(importPath)) {
      skipped.add(importPath);
      notRun(importPath, reason);
    } else
      warn(
        'smoke.skip',
        `"${key}" is no package of ${module} that users reach. Remove it from "smoke.skip" in workspace.json.`,
      );
  }
  return {
    importable: importable.filter((importPath) => !skipped.has(importPath)),
    programs: programs.filter((importPath) => !skipped.has(importPath)),
    excluded: excluded.filter(({ importPath }) => !skipped.has(importPath)),
  };
}
