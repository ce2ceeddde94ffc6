import { lineOf, quoted } from './line-of.ts';
import { parseRequirement } from './requirement.ts';

/** Where a file would take a package from elsewhere than the registry. `reason` ends a sentence that names the place. */
export interface Finding {
  readonly line: number;
  readonly reason: string;
}

/** What makes a dependency's table one from elsewhere, in uv's and Poetry's words. */
const ELSEWHERE = ['path', 'git', 'url', 'file', 'workspace', 'editable', 'develop', 'index', 'source'];

/** uv's settings, in `[tool.uv]` or a uv.toml. @see https://docs.astral.sh/uv/reference/settings/ */
export function uvSources(text: string, settings: unknown): Finding[] {
  const uv = table(settings);
  const lists = ['dev', 'override', 'constraint', 'build-constraint'].map(
    (list) => uv[`${list}-dependencies`],
  );
  return [
    ...elsewhere(text, uv.sources, 'sources'),
    ...lists.flatMap((list) => directReferences(text, list)),
    ...otherIndexes(text, uv, ['index', 'index-url', 'extra-index-url', 'find-links']),
  ];
}

/** `[tool.poetry]`. @see https://python-poetry.org/docs/dependency-specification/ */
export function poetrySources(text: string, settings: unknown): Finding[] {
  const poetry = table(settings);
  const groups = Object.values(table(poetry.group)).map((group) => table(group).dependencies);
  return [
    ...[poetry.dependencies, poetry['dev-dependencies'], ...groups].flatMap((one) =>
      elsewhere(text, one, 'tool.poetry'),
    ),
    ...otherIndexes(text, poetry, ['source']),
  ];
}

/** `[tool.pdm]`. @see https://pdm-project.org/latest/usage/dependency/ */
export function pdmSources(text: string, settings: unknown): Finding[] {
  const pdm = table(settings);
  return [
    ...Object.values(table(pdm['dev-dependencies'])).flatMap((list) => directReferences(text, list)),
    ...otherIndexes(text, pdm, ['source']),
  ];
}

/** The requirements of a list that name where to take the package from. */
export function directReferences(text: string, list: unknown): Finding[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((entry: unknown): Finding[] => {
    if (typeof entry !== 'string') return [];
    const line = lineOf(text, quoted(entry));
    if (/^\s*(-e|--editable)\b/.test(entry)) return [{ line, reason: 'installs an editable folder' }];
    const requirement = parseRequirement(entry);
    return requirement?.url === undefined
      ? []
      : [{ line, reason: `takes ${requirement.name} from a direct reference` }];
  });
}

function elsewhere(text: string, dependencies: unknown, after: string): Finding[] {
  return Object.entries(table(dependencies)).flatMap(([name, value]) => {
    const tables = Array.isArray(value) ? value.map(table) : [table(value)];
    const found = ELSEWHERE.filter((key) =>
      tables.some((one) => one[key] !== undefined && one[key] !== false),
    );
    return found.length === 0
      ? []
      : [{ line: lineOf(text, [name], after), reason: `takes ${name} by "${found.join('", "')}"` }];
  });
}

function otherIndexes(
  text: string,
  settings: Readonly<Record<string, unknown>>,
  keys: readonly string[],
): Finding[] {
  return keys
    .filter((key) => settings[key] !== undefined)
    .map((key) => ({ line: lineOf(text, [key]), reason: `sets "${key}"` }));
}

export function table(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : {};
}
