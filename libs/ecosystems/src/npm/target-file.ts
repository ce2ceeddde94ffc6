import { fileOf, findKey, starOf, type Target } from './export-map.ts';

/**
 * Resolves a key of `exports` or `imports` to its file; undefined if it is closed or no condition fits.
 *
 * @see https://nodejs.org/api/esm.html#resolution-algorithm-specification PACKAGE_IMPORTS_EXPORTS_RESOLVE
 */
export function findTargetFile(
  map: readonly [string, Target][],
  key: string,
  conditions: readonly string[],
): string | undefined {
  const fitting = findKey(map, key);
  const target = map.find(([one]) => one === fitting)?.[1];
  if (fitting === undefined || target === undefined) return undefined;
  return fileOf(target, conditions)?.replaceAll('*', () => starOf(fitting, key) ?? '*');
}

/** Lists the conditions, outermost first, by which a key of `exports` leads to its file; empty if there are none. */
export function conditionsTo(
  map: readonly [string, Target][],
  key: string,
  conditions: readonly string[],
): readonly string[] {
  const fitting = findKey(map, key);
  return stepsTo(map.find(([one]) => one === fitting)?.[1] ?? null, conditions) ?? [];
}

function stepsTo(target: Target, conditions: readonly string[]): string[] | undefined {
  if (target === null || fileOf(target, conditions) === undefined) return undefined;
  if (typeof target === 'string') return [];
  const inner: readonly [string, Target][] = Array.isArray(target)
    ? target.map((one) => ['default', one])
    : Object.entries(target);
  for (const [condition, one] of inner) {
    if (condition !== 'default' && !conditions.includes(condition)) continue;
    const steps = stepsTo(one, conditions);
    if (steps !== undefined) return [condition, ...steps];
  }
  return undefined;
}
