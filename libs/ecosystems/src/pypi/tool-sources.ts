import { parseRequirement } from './requirement.ts';
import type { Toml, TomlPath } from './toml.ts';

/**
 * A place where a file takes a package from elsewhere than the registry. `reason` ends a sentence that names the place.
 */
export interface Finding {
  readonly line: number;
  readonly reason: string;
}

/** Keys by which uv's and Poetry's tables take a dependency from elsewhere. */
const ELSEWHERE = ['path', 'git', 'url', 'file', 'workspace', 'editable', 'develop', 'index', 'source'];

/** A part of a file's settings, with the keys that lead to it. */
export interface Settings {
  readonly toml: Pick<Toml, 'lineOf'>;
  readonly value: unknown;
  readonly path: TomlPath;
}

/** Returns the settings below these keys. */
export function settingsBelow({ toml, value, path }: Settings, ...keys: readonly string[]): Settings {
  const found = keys.reduce((one: unknown, key) => table(one)[key], value);
  return { toml, value: found, path: [...path, ...keys] };
}

/** Finds sources in uv's settings, in `[tool.uv]` or a uv.toml. @see https://docs.astral.sh/uv/reference/settings/ */
export function findUvSources(uv: Settings): Finding[] {
  const lists = ['dev', 'override', 'constraint', 'build-constraint'];
  return [
    ...findElsewhere(settingsBelow(uv, 'sources')),
    ...lists.flatMap((list) => findDirectReferences(settingsBelow(uv, `${list}-dependencies`))),
    ...otherIndexes(uv, ['index', 'index-url', 'extra-index-url', 'find-links']),
  ];
}

/** Finds sources in `[tool.poetry]`. @see https://python-poetry.org/docs/dependency-specification/ */
export function findPoetrySources(poetry: Settings): Finding[] {
  const groups = Object.keys(table(settingsBelow(poetry, 'group').value));
  return [
    ...findElsewhere(settingsBelow(poetry, 'dependencies')),
    ...findElsewhere(settingsBelow(poetry, 'dev-dependencies')),
    ...groups.flatMap((group) => findElsewhere(settingsBelow(poetry, 'group', group, 'dependencies'))),
    ...otherIndexes(poetry, ['source']),
  ];
}

/** Finds sources in `[tool.pdm]`. @see https://pdm-project.org/latest/usage/dependency/ */
export function findPdmSources(pdm: Settings): Finding[] {
  const groups = settingsBelow(pdm, 'dev-dependencies');
  return [
    ...Object.keys(table(groups.value)).flatMap((group) =>
      findDirectReferences(settingsBelow(groups, group)),
    ),
    ...otherIndexes(pdm, ['source']),
  ];
}

/** Finds the requirements in a list that name a package's source. */
export function findDirectReferences({ toml, value, path }: Settings): Finding[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((entry: unknown, index): Finding[] => {
    if (typeof entry !== 'string') return [];
    const reason = explainDirectReference(entry);
    return reason === undefined ? [] : [{ line: toml.lineOf(...path, index), reason }];
  });
}

/** Explains why a requirement takes its package from elsewhere; undefined if an index serves it. */
export function explainDirectReference(requirement: string): string | undefined {
  if (/^\s*(-e|--editable)\b/.test(requirement)) return 'installs an editable folder';
  const parsed = parseRequirement(requirement);
  return parsed?.url === undefined ? undefined : `takes ${parsed.name} from a direct reference`;
}

function findElsewhere({ toml, value, path }: Settings): Finding[] {
  return Object.entries(table(value)).flatMap(([name, dependency]) => {
    const tables = Array.isArray(dependency) ? dependency.map(table) : [table(dependency)];
    const found = ELSEWHERE.filter((key) =>
      tables.some((one) => one[key] !== undefined && one[key] !== false),
    );
    return found.length === 0
      ? []
      : [{ line: toml.lineOf(...path, name), reason: `takes ${name} by "${found.join('", "')}"` }];
  });
}

function otherIndexes({ toml, value, path }: Settings, keys: readonly string[]): Finding[] {
  return keys
    .filter((key) => table(value)[key] !== undefined)
    .map((key) => ({ line: toml.lineOf(...path, key), reason: `sets "${key}"` }));
}

export function table(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : {};
}
