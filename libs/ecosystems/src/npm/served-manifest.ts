import { posix } from 'node:path';
import semver from 'semver';
import type { PackageJson } from './package-json.ts';
import type { Version } from './wire.ts';

/**
 * Lists the differences between a registry's manifest of a version, by which npm resolves, and the package.json in the
 * tarball. Three are spellings and ignored: an empty or missing field, a `bin` without its name, an optional dependency
 * that is listed among the dependencies too.
 */
export function findManifestDifferences(served: Version, packed: PackageJson): string[] {
  const name = packed.name;
  const [servedFacts, packedFacts] = [factsOf(served, name), factsOf(packed, name)];
  if (served.name === undefined) servedFacts.set('name', name);
  if (binFolderOf(packed) && packed.bin === undefined)
    for (const field of [...servedFacts.keys()]) if (field.startsWith('bin.')) servedFacts.delete(field);
  return [...new Set([...servedFacts.keys(), ...packedFacts.keys()])].flatMap((field) => {
    const [one, other] = [servedFacts.get(field), packedFacts.get(field)];
    return one === other
      ? []
      : [`${field} is ${formatValue(one)} on the registry and ${formatValue(other)} in the tarball`];
  });
}

const formatValue = (value: string | undefined): string =>
  value === undefined ? 'not there' : JSON.stringify(value);

type Json = Readonly<Record<string, unknown>>;

/** Lists the values of a manifest that a resolver reads, by the path of their field. */
function factsOf(manifest: Json, name: string): Map<string, string> {
  const optional = recordOf(manifest.optionalDependencies);
  const required = Object.entries(recordOf(manifest.dependencies)).filter(([one]) => !(one in optional));
  const meta = Object.entries(recordOf(manifest.peerDependenciesMeta)).filter(
    ([, flags]) => recordOf(flags).optional === true,
  );
  return new Map<string, string>([
    ['name', String(manifest.name)],
    ['version', semver.clean(String(manifest.version)) ?? String(manifest.version)],
    ...prefixFields('dependencies', required, rangeOf),
    ...prefixFields('optionalDependencies', Object.entries(optional), rangeOf),
    ...prefixFields('peerDependencies', Object.entries(recordOf(manifest.peerDependencies)), rangeOf),
    ...prefixFields('peerDependenciesMeta', meta, () => 'optional'),
    ...prefixFields('engines', Object.entries(recordOf(manifest.engines)), rangeOf),
    ...prefixFields('bin', Object.entries(binsOf(manifest.bin, name)), pathOf),
    ...(['os', 'cpu'] as const).flatMap((field): [string, string][] => {
      const list = listOf(manifest[field]);
      return list.length === 0 ? [] : [[field, list.join(', ')]];
    }),
  ]);
}

function prefixFields(
  field: string,
  entries: readonly (readonly [string, unknown])[],
  spell: (value: unknown) => string,
): [string, string][] {
  return entries.map(([key, value]) => [`${field}.${key}`, spell(value)]);
}

function recordOf(value: unknown): Json {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function listOf(value: unknown): string[] {
  const list = Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
  return list.map(String).sort();
}

/** A single program has the package's name, without a scope. */
function binsOf(bin: unknown, name: string): Json {
  return typeof bin === 'string' ? { [name.replace(/^@[^/]+\//, '')]: bin } : recordOf(bin);
}

function binFolderOf(manifest: Json): boolean {
  return typeof recordOf(manifest.directories).bin === 'string';
}

/** Treats an empty range as a star: any version. */
function rangeOf(value: unknown): string {
  const range = typeof value === 'string' ? value.trim() : JSON.stringify(value);
  return range === '' ? '*' : range;
}

/** Normalises a program's path from the package's folder; npm lets none leave it. */
function pathOf(value: unknown): string {
  return posix.join('/', String(value)).slice(1);
}
