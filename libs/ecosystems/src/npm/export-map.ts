import { z } from 'zod';
import { isDeclarationFile } from './declaration-file.ts';
import { isKnownCondition } from './known-conditions.ts';
import type { PackageJson } from './package-json.ts';
import { findRootFiles } from './root-files.ts';

/** The target of one subpath of `exports`. @see https://nodejs.org/api/packages.html#conditional-exports */
export type Target = string | null | readonly Target[] | { readonly [condition: string]: Target };

const targetSchema: z.ZodType<Target> = z.lazy(() =>
  z.union([z.string(), z.null(), z.array(targetSchema), z.record(z.string(), targetSchema)]),
);

/** The conditions that Node sets beside `import` or `require`. */
export const NODE = ['node', 'node-addons', 'module-sync'];
const SYSTEMS = ['import', 'require'] as const;

/** A path by which users load the package, and its files, from the package's folder, as `./…`. */
export interface ExportedPath {
  /** In the spelling of `exports`; `.` is the package itself. */
  readonly subpath: string;
  readonly specifier: string;
  /** The file that `import` loads in Node; undefined if no condition fits. */
  readonly file: string | undefined;
  /** The file that `require` loads in Node; undefined if no condition fits. */
  readonly required: string | undefined;
  /**
   * The file that TypeScript reads first for an `import` and a `require`: declarations, or JavaScript with declarations
   * beside it.
   */
  readonly declared: { readonly import: string | undefined; readonly require: string | undefined };
  /** Whether the path comes from a pattern, not from a key of its own. */
  readonly matched: boolean;
}

/**
 * Lists every path that users can load; a pattern gives a path for each file that it matches.
 *
 * @param files all files of the package, from its folder.
 */
export function listExportedPaths(packageJson: PackageJson, files: readonly string[]): ExportedPath[] {
  const { name, exports } = packageJson;
  if (exports === undefined || exports === null) {
    const { code, types } = findRootFiles(packageJson, files);
    if (code === undefined && types === undefined) return [];
    const first = types ?? code;
    const declared = { import: first, require: first };
    return [{ subpath: '.', specifier: name, file: code, required: code, declared, matched: false }];
  }
  const map = exportMap(exports);
  return map.flatMap(([subpath, target]) => {
    const path = pathOf(name, subpath, target);
    if (!subpath.includes('*')) return leadsNowhere(path) ? [] : [path];
    return starsOf(path, files)
      .map((star) => replaceStar(path, star))
      .filter((expanded) => findKey(map, expanded.subpath) === subpath);
  });
}

/** Lists the subpaths of `exports` with their targets; a package with one entry has `.` alone. */
export function exportMap(exports: unknown): [subpath: string, target: Target][] {
  const whole = targetSchema.parse(exports);
  const isMap = typeof whole === 'object' && Object.keys(whole ?? {}).some((key) => key.startsWith('.'));
  return isMap ? Object.entries(whole ?? {}) : [['.', whole]];
}

function pathOf(name: string, subpath: string, target: Target): ExportedPath {
  const file = (...conditions: string[]): string | undefined => fileOf(target, conditions) ?? undefined;
  return {
    subpath,
    specifier: subpath === '.' ? name : `${name}${subpath.slice(1)}`,
    file: file('import', ...NODE),
    required: file('require', ...NODE),
    declared: {
      import: file('types', 'import', 'node'),
      require: file('types', 'require', 'node'),
    },
    matched: false,
  };
}

const filesOf = ({ file, required, declared }: ExportedPath): string[] =>
  [file, required, declared.import, declared.require].filter((one) => one !== undefined);

/** The path is closed, or only another host can reach it. */
const leadsNowhere = (path: ExportedPath): boolean => filesOf(path).length === 0;

/**
 * Finds the subpaths that `import` or `require` can't reach. A target with `types` and `import` alone works for some
 * users and tools, and fails for others with ERR_PACKAGE_PATH_NOT_EXPORTED. A subpath that neither can reach is for
 * another host (`browser`) or for TypeScript alone, on purpose.
 */
export function findSubpathsWithoutDefault(exports: unknown): string[] {
  if (exports === undefined || exports === null) return [];
  const isHalf = (target: Target, host: readonly string[]): boolean => {
    const [imported, required] = SYSTEMS.map((system) => fileOf(target, [system, ...host]) === undefined);
    return imported !== required;
  };
  return exportMap(exports)
    .filter(([, target]) => isHalf(target, []) || isHalf(target, NODE))
    .map(([subpath]) => subpath);
}

/** A subpath of `exports` with code that Node can't load. */
export interface ForeignSubpath {
  readonly subpath: string;
  /** The conditions that another host must set: `browser`. */
  readonly conditions: readonly string[];
}

/** Finds the subpaths with code for other hosts alone: `{ "browser": "./sw.js" }`. */
export function findForeignSubpaths(exports: unknown): ForeignSubpath[] {
  if (exports === undefined || exports === null) return [];
  return exportMap(exports).flatMap(([subpath, target]) => {
    if (SYSTEMS.some((system) => fileOf(target, [system, ...NODE]) !== undefined)) return [];
    const conditions = conditionsOf(target);
    return conditions === undefined ? [] : [{ subpath, conditions }];
  });
}

/** Lists the conditions before a target's first code; undefined if the target leads to no code. */
function conditionsOf(target: Target): string[] | undefined {
  if (target === null) return undefined;
  if (typeof target === 'string') return isDeclarationFile(target) ? undefined : [];
  if (Array.isArray(target)) return target.map(conditionsOf).find((found) => found !== undefined);
  for (const [condition, inner] of Object.entries(target)) {
    if (!isKnownCondition(condition) || /^types(@|$)/.test(condition)) continue;
    const below = conditionsOf(inner);
    if (below !== undefined) return [condition, ...below];
  }
  return undefined;
}

/**
 * Returns the file of a target under these conditions; null if it is closed, undefined if no condition fits.
 *
 * @see https://nodejs.org/api/esm.html#resolution-algorithm-specification PACKAGE_TARGET_RESOLVE
 */
export function fileOf(target: Target, conditions: readonly string[]): string | null | undefined {
  if (typeof target === 'string' || target === null) return target;
  if (Array.isArray(target)) {
    const found = target.map((inner) => fileOf(inner, conditions)).filter((file) => file !== undefined);
    return found.find((file) => file?.startsWith('./')) ?? (target.length === 0 ? null : found.at(-1));
  }
  for (const [condition, inner] of Object.entries(target)) {
    if (condition !== 'default' && !conditions.includes(condition)) continue;
    const file = fileOf(inner, conditions);
    if (file !== undefined) return file;
  }
  return undefined;
}

/** Lists the texts that the `*` of a pattern matches in the existing files, under any condition. */
function starsOf(path: ExportedPath, files: readonly string[]): string[] {
  const found = filesOf(path).flatMap((pattern) => files.map((file) => starOf(pattern, `./${file}`)));
  return [...new Set(found.filter((star) => star !== undefined))];
}

/** Replaces every `*` in a pattern's path. */
function replaceStar(
  { subpath, specifier, file, required, declared }: ExportedPath,
  star: string,
): ExportedPath {
  const fill = (pattern: string): string => pattern.replaceAll('*', () => star);
  return {
    subpath: fill(subpath),
    specifier: fill(specifier),
    file: file && fill(file),
    required: required && fill(required),
    declared: {
      import: declared.import && fill(declared.import),
      require: declared.require && fill(declared.require),
    },
    matched: true,
  };
}

/**
 * Returns the text that a pattern's `*` matches in a path; undefined if the pattern does not match.
 *
 * @see https://nodejs.org/api/packages.html#subpath-patterns
 */
export function starOf(pattern: string, text: string): string | undefined {
  const [before = '', ...parts] = pattern.split('*');
  if (parts.length === 0 || !text.startsWith(before)) return undefined;
  const fixed = pattern.length - parts.length;
  const length = (text.length - fixed) / parts.length;
  if (length < 1 || !Number.isInteger(length)) return undefined;
  const star = text.slice(before.length, before.length + length);
  return pattern.replaceAll('*', () => star) === text ? star : undefined;
}

/** Returns the key that Node uses for a subpath: the subpath itself, else the pattern with the longest prefix. */
export function findKey(map: readonly [string, Target][], subpath: string): string | undefined {
  const keys = map.map(([key]) => key);
  if (keys.includes(subpath)) return subpath;
  const fitting = keys.filter((key) => starOf(key, subpath) !== undefined);
  return fitting.sort((a, b) => b.indexOf('*') - a.indexOf('*') || b.length - a.length)[0];
}
