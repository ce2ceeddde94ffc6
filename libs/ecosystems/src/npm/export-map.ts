import { z } from 'zod';

/** What one subpath of `exports` leads to. @see https://nodejs.org/api/packages.html#conditional-exports */
type Target = string | null | readonly Target[] | { readonly [condition: string]: Target };

const targetSchema: z.ZodType<Target> = z.lazy(() =>
  z.union([z.string(), z.null(), z.array(targetSchema), z.record(z.string(), targetSchema)]),
);

/** The conditions that every tool sets exactly one of; a target that is good for one alone needs a `default`. */
const IMPORT = ['import'];
const REQUIRE = ['require'];

/** Subpath by subpath, `.` first where the package has but one. */
function exportMap(exports: unknown): [subpath: string, target: Target][] {
  const whole = targetSchema.parse(exports);
  const isMap = typeof whole === 'object' && Object.keys(whole ?? {}).some((key) => key.startsWith('.'));
  return isMap ? Object.entries(whole ?? {}) : [['.', whole]];
}

/** A path by which users import the package, and the file that it leads to. */
export interface ExportedPath {
  readonly specifier: string;
  /** From the package's folder, as `./…`; undefined where nothing fits an import. */
  readonly file: string | undefined;
}

/** Every path that can be imported; a pattern's are those of the files that it matches. */
export function exportedPaths(name: string, exports: unknown, files: readonly string[]): ExportedPath[] {
  if (exports === undefined) return [{ specifier: name, file: undefined }];
  const map = exportMap(exports);
  return map.flatMap(([subpath, target]) => {
    const file = fileOf(target, [...IMPORT, 'node']);
    if (file === null) return [];
    if (!subpath.includes('*')) return [{ specifier: specifierOf(name, subpath), file }];
    return expand(subpath, file ?? '', files)
      .filter(([expanded]) => winner(map, expanded) === subpath)
      .map(([expanded, matched]) => ({ specifier: specifierOf(name, expanded), file: matched }));
  });
}

/**
 * The subpaths that `import` or `require` can't reach: a target with `types` and `import` alone works for some users
 * and tools, and fails for the others with ERR_PACKAGE_PATH_NOT_EXPORTED.
 */
export function subpathsWithoutDefault(exports: unknown): string[] {
  if (exports === undefined) return [];
  const unreached = exportMap(exports).filter(([, target]) =>
    [IMPORT, REQUIRE].some((conditions) => fileOf(target, conditions) === undefined),
  );
  return unreached.map(([subpath]) => subpath);
}

/** The file of a target under these conditions; null where it is closed, undefined where no condition fits. */
function fileOf(target: Target, conditions: readonly string[]): string | null | undefined {
  if (typeof target === 'string' || target === null) return target;
  const fitting = Array.isArray(target)
    ? target
    : Object.entries(target)
        .filter(([condition]) => condition === 'default' || conditions.includes(condition))
        .map(([, inner]) => inner);
  for (const inner of fitting) {
    const file = fileOf(inner, conditions);
    if (file !== undefined) return file;
  }
  return undefined;
}

/** What a pattern's `*` stands for in the files that exist: each subpath with its file. */
function expand(subpath: string, pattern: string, files: readonly string[]): [string, string][] {
  return files.flatMap((file): [string, string][] => {
    const star = starOf(pattern, `./${file}`);
    return star === undefined ? [] : [[subpath.replace('*', () => star), `./${file}`]];
  });
}

/** The text that makes a pattern with `*` this text. */
export function starOf(pattern: string, text: string): string | undefined {
  const [before = '', after] = pattern.split('*');
  if (after === undefined || text.length <= before.length + after.length) return undefined;
  const fits = text.startsWith(before) && text.endsWith(after);
  return fits ? text.slice(before.length, text.length - after.length) : undefined;
}

/** The key that Node takes for a subpath: itself, else the pattern with the longest beginning. */
function winner(map: readonly [string, Target][], subpath: string): string | undefined {
  const keys = map.map(([key]) => key);
  if (keys.includes(subpath)) return subpath;
  const fitting = keys.filter((key) => starOf(key, subpath) !== undefined);
  return fitting.sort((a, b) => b.indexOf('*') - a.indexOf('*') || b.length - a.length)[0];
}

function specifierOf(name: string, subpath: string): string {
  return subpath === '.' ? name : `${name}${subpath.slice(1)}`;
}
