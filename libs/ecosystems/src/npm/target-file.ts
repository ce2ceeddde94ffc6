import { fileOf, starOf, type Target, winner } from './export-map.ts';

/**
 * What a key of `exports` or `imports` leads to; undefined where it is closed or no condition fits.
 *
 * @see https://nodejs.org/api/esm.html#resolution-algorithm-specification PACKAGE_IMPORTS_EXPORTS_RESOLVE
 */
export function targetFile(
  map: readonly [string, Target][],
  key: string,
  conditions: readonly string[],
): string | undefined {
  const fitting = winner(map, key);
  const target = map.find(([one]) => one === fitting)?.[1];
  if (fitting === undefined || target === undefined) return undefined;
  return fileOf(target, conditions)?.replaceAll('*', () => starOf(fitting, key) ?? '*');
}
