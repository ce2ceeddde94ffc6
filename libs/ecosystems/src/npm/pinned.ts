import type { PackedManifest } from '@ameideio/version-manifest';
import { DEPENDENCY_FIELDS, type PackageJson } from './package-json.ts';

export type Pin = Pick<PackedManifest, 'name' | 'version'>;

/**
 * Pins each SDK to its exact version in a service's package.json. It changes direct requirements (`overrides` alone
 * fails with EOVERRIDE), and `overrides` for other packages that require the SDK.
 *
 * @see https://docs.npmjs.com/cli/configuring-npm/package-json#overrides
 */
export function pinSdks(packageJson: PackageJson, pins: readonly Pin[]): PackageJson {
  const versions = Object.fromEntries(pins.map(({ name, version }) => [name, version]));
  const fields = DEPENDENCY_FIELDS.flatMap((field) => {
    const stated = packageJson[field];
    if (stated === undefined) return [];
    return [
      [
        field,
        Object.fromEntries(Object.entries(stated).map(([name, range]) => [name, versions[name] ?? range])),
      ],
    ];
  });
  return {
    ...packageJson,
    ...Object.fromEntries(fields),
    overrides: { ...packageJson.overrides, ...overridesOf(packageJson, pins) },
  };
}

/** Keeps a service's overrides *below* an SDK; the SDK's own version is `.` there. */
function overridesOf(
  { overrides = {} }: PackageJson,
  pins: readonly Pin[],
): NonNullable<PackageJson['overrides']> {
  return Object.fromEntries(
    pins.map(({ name, version }) => {
      const below = overrides[name];
      const nests = typeof below === 'object' && below !== null && !Array.isArray(below);
      return [name, nests ? { ...below, '.': version } : version];
    }),
  );
}
