import type { ForbiddenSource } from '../ecosystem.ts';
import { type PackageJsonFile, requirementsOf } from './package-json.ts';
import { aliasTarget, sourceOf } from './requirement-source.ts';

/** Finds every place of a service's package.json that takes one of these SDKs, or its bytes, from elsewhere. */
export function findManifestSources(
  packageJson: PackageJsonFile,
  sdks: readonly string[],
): ForbiddenSource[] {
  return [
    ...findRequirements(packageJson, sdks),
    ...findOverrides(packageJson, sdks),
    ...findPatches(packageJson, sdks),
  ];
}

function findRequirements(packageJson: PackageJsonFile, sdks: readonly string[]): ForbiddenSource[] {
  return requirementsOf(packageJson).flatMap(({ name, range, file, line }) => {
    if (sdks.includes(name) && sourceOf(range) !== 'range')
      return [{ file, line, reason: `requires the SDK ${name} as "${range}", which is no version range` }];
    const original = aliasTarget(range);
    return original !== undefined && sdks.includes(original)
      ? [{ file, line, reason: `requires the SDK ${original} under the name ${name}, where no pin finds it` }]
      : [];
  });
}

/** Finds overrides of an SDK, at any depth, by key or by value (`npm:name@…`). */
function findOverrides(
  { file, content, lineOf }: PackageJsonFile,
  sdks: readonly string[],
): ForbiddenSource[] {
  const found = (at: readonly [string, ...string[]], value: unknown): ForbiddenSource[] => {
    if (typeof value === 'object' && value !== null)
      return Object.entries(value).flatMap(([key, inner]) => found([...at, key], inner));
    // `.` stands for the package whose key is around it.
    const key = at.findLast((segment) => segment !== '.') ?? '';
    const sdk = sdks.find((name) => name === nameOf(key) || name === aliasTarget(String(value)));
    const reason = `overrides the SDK ${sdk} by "${String(value)}"; its version is set by "consume"`;
    return sdk === undefined ? [] : [{ file, line: lineOf(...at), reason }];
  };
  return found(['overrides'], content.overrides);
}

/** @see https://docs.npmjs.com/cli/commands/npm-patch */
function findPatches({ file, content, lineOf }: PackageJsonFile, sdks: readonly string[]): ForbiddenSource[] {
  return Object.entries(content.patchedDependencies ?? {}).flatMap(([key, patch]) =>
    sdks.includes(nameOf(key))
      ? [{ file, line: lineOf('patchedDependencies', key), reason: `patches the SDK ${key} by ${patch}` }]
      : [],
  );
}

/** Returns the name in `name` or `name@range`. */
function nameOf(key: string): string {
  return key.replace(/(?<=.)@.*$/, '');
}
