import path from 'node:path';
import { sha256 } from '@ameideio/version-manifest';
import { listInstalledFiles } from './top-level.ts';

/** A project's file that the wheel lacks. */
export interface LostFile {
  /** From the project's folder. */
  readonly source: string;
  /** Its path after installation, from the folder of all packages. */
  readonly place: string;
}

/** Files that belong in no package: git's own files, compiled code, and files of tests. */
const NO_PART = /(^|\/)(\.[^/]*|[^/]*\.py[co]|conftest\.py|(tests?|_tests|__pycache__)\/.*)$/;

/**
 * Finds the files that lie beside packed modules but are not packed.
 *
 * @param sources the project's files before the build, by their paths.
 */
export function findLostFiles(
  wheel: ReadonlyMap<string, Uint8Array>,
  sources: ReadonlyMap<string, Uint8Array>,
): LostFile[] {
  const folders = findPackedFolders(wheel, sources);
  const packed = new Set(listInstalledFiles(wheel.keys()));
  return [...sources.keys()].toSorted().flatMap((source) => {
    const folder = parents(source).find((one) => folders.has(one));
    const place = folder === undefined ? undefined : folders.get(folder);
    if (folder === undefined || place === undefined) return [];
    const below = path.posix.relative(folder, source);
    if (NO_PART.test(below)) return [];
    const candidate = path.posix.join(place, below);
    return packed.has(candidate) ? [] : [{ source, place: candidate }];
  });
}

/**
 * Lists the files outside all packed packages. Code that goes up from its own file finds them in the project, but no
 * user has them.
 */
export function listFilesOutside(
  wheel: ReadonlyMap<string, Uint8Array>,
  sources: ReadonlyMap<string, Uint8Array>,
): LostFile[] {
  const folders = findPackedFolders(wheel, sources);
  const packed = new Set(listInstalledFiles(wheel.keys()));
  const roots = new Set(
    [...folders].flatMap(([source, place]) =>
      `/${source}`.endsWith(`/${place}`) ? [source.slice(0, source.length - place.length) || '.'] : [],
    ),
  );
  return [...sources.keys()].flatMap((source) => {
    if (parents(source).some((folder) => folders.has(folder))) return [];
    const places = [...roots].map((root) => path.posix.relative(root, source));
    return places.filter((place) => !packed.has(place)).map((place) => ({ source, place }));
  });
}

/**
 * Maps the project's folders of packages to those of the wheel. It compares modules that both have, because each build
 * backend names these folders in its own way.
 */
export function findPackedFolders(
  wheel: ReadonlyMap<string, Uint8Array>,
  sources: ReadonlyMap<string, Uint8Array>,
): Map<string, string> {
  const byName = Map.groupBy(sources.keys(), (source) => path.posix.basename(source));
  const found = new Map<string, string>();
  for (const file of listInstalledFiles(wheel.keys())) {
    const folder = path.posix.dirname(file);
    const bytes = wheel.get(file);
    if (folder === '.' || !file.endsWith('.py') || bytes === undefined) continue;
    const digest = sha256(bytes);
    const sameBytes = (byName.get(path.posix.basename(file)) ?? []).filter(
      (source) => source.includes('/') && sha256(sources.get(source) ?? Buffer.of()) === digest,
    );
    const [source] = sameBytes.toSorted(
      (a, b) => countSharedParts(b, file) - countSharedParts(a, file) || a.length - b.length,
    );
    // An empty file, as most `__init__.py` are, can't be recognised by its bytes.
    if (source !== undefined && (bytes.length > 0 || countSharedParts(source, file) > 1))
      found.set(path.posix.dirname(source), folder);
  }
  return found;
}

/** Counts the last parts that two paths share. */
function countSharedParts(one: string, other: string): number {
  const [a, b] = [one.split('/').reverse(), other.split('/').reverse()];
  const differ = a.findIndex((part, index) => part !== b[index]);
  return differ === -1 ? a.length : differ;
}

/** Lists the folders above a file, the nearest first. */
function parents(file: string): string[] {
  const parts = file.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, parts.length - index).join('/'));
}
