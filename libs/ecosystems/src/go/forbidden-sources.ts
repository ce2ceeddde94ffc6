import { existsSync } from 'node:fs';
import path from 'node:path';
import type { ForbiddenSource } from '../ecosystem.ts';
import { readGoMod } from './manifest.ts';
import type { GoMod } from './parse-go-mod.ts';

/**
 * Finds each `replace` to a path, or of an SDK to anything, in go.mod, and a go.work above the service that covers it.
 */
export async function findForbiddenGoSources(
  workspaceRoot: string,
  service: string,
  sdks: readonly string[],
): Promise<ForbiddenSource[]> {
  const file = path.join(service, 'go.mod');
  const found = findReplacements(file, await readGoMod(file), sdks);
  for (const folder of listFoldersUp(workspaceRoot, service)) {
    const workFile = path.join(folder, 'go.work');
    if (existsSync(workFile))
      found.push(...findWorkspaceSources(workFile, await readGoMod(workFile), service, sdks));
  }
  return found;
}

function findReplacements(file: string, { replaces }: GoMod, sdks: readonly string[]): ForbiddenSource[] {
  return replaces.flatMap(({ module, target, targetVersion, line }) => {
    if (targetVersion === undefined)
      return [{ file, line, reason: `replaces ${module} by the path ${target}` }];
    return sdks.includes(module)
      ? [{ file, line, reason: `replaces the SDK ${module} by ${target} ${targetVersion}` }]
      : [];
  });
}

function findWorkspaceSources(
  file: string,
  work: GoMod,
  service: string,
  sdks: readonly string[],
): ForbiddenSource[] {
  const covering = work.uses.filter((use) => path.resolve(path.dirname(file), use.path) === service);
  const used = covering.map(({ line }) => ({
    file,
    line,
    reason: "covers this service, so go would build it with the workspace's modules",
  }));
  return [...used, ...findReplacements(file, work, sdks)];
}

/** Lists the folders from the service up to the workspace's root. */
function listFoldersUp(workspaceRoot: string, service: string): string[] {
  const folders = [service];
  for (let folder = service; folder !== workspaceRoot && folder !== path.dirname(folder); ) {
    folder = path.dirname(folder);
    folders.push(folder);
  }
  return folders;
}
