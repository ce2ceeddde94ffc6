import { z } from 'zod';
import type { Pyproject } from './pyproject.ts';
import { normalisedName, parseRequirement } from './requirement.ts';

/** The usual names of groups with the requirements of tests. */
const FOR_TESTS = ['test', 'tests', 'testing'];

const conflictSchema = z.object({
  group: z.string().optional(),
  extra: z.string().optional(),
  package: z.string().optional(),
});

/** @see https://docs.astral.sh/uv/reference/settings/ */
const uvSchema = z.object({
  'default-groups': z.union([z.literal('all'), z.array(z.string())]).optional(),
  conflicts: z.array(z.array(conflictSchema)).default([]),
});

/** A group or an extra, as `conflicts` names it. */
type Part = `${'group' | 'extra'} ${string}`;

/** The parts that a service is resolved with, beside its dependencies. */
export interface ResolvedParts {
  readonly groups: readonly string[];
  readonly extras: readonly string[];
}

/**
 * Lists the dependency groups and extras that a service's build and test need, in the file's spelling:
 *
 * 1. uv's default groups: those that `default-groups` names, else `dev`;
 * 2. `test`, `tests` and `testing`;
 * 3. if none of these brings pytest, the first group that does;
 * 4. the groups that require an SDK of the workspace;
 * 5. every extra.
 *
 * Omits each part that `conflicts` of `[tool.uv]` excludes beside an earlier one, and extras that exclude each other.
 *
 * @param sdks the names of the workspace's SDKs.
 */
export function partsToResolve(pyproject: Pyproject, sdks: readonly string[]): ResolvedParts {
  const { project, 'dependency-groups': groups, tool } = pyproject;
  const uv = uvSchema.safeParse(tool.uv ?? {}).data ?? { conflicts: [] };
  const all = Object.keys(groups);
  const named = (wanted: readonly string[]): string[] =>
    all.filter((group) => wanted.map(normalisedName).includes(normalisedName(group)));
  const defaults = uv['default-groups'] ?? ['dev'];
  const conflicts = conflictsOf(uv.conflicts, project.name);

  const chosen: string[] = [];
  const add = (candidates: readonly string[]): void => {
    for (const group of candidates)
      if (
        !chosen.includes(group) &&
        !excludes(conflicts, partsOf(group, groups), chooseParts(chosen, groups))
      )
        chosen.push(group);
  };
  // uv installs its default groups together, and reports if it can't.
  chosen.push(...(defaults === 'all' ? all : named(defaults)));
  add(named(FOR_TESTS));
  const isStated = (name: string): boolean =>
    [...project.dependencies, ...Object.values(project['optional-dependencies']).flat()].some(
      (text) => parseRequirement(text)?.name === name,
    ) || chosen.some((group) => requires(group, groups, name));
  for (const group of all) if (!isStated('pytest') && requires(group, groups, 'pytest')) add([group]);
  for (const sdk of sdks)
    for (const group of all) if (!isStated(sdk) && requires(group, groups, sdk)) add([group]);
  const selection = chooseParts(chosen, groups);
  const extras = Object.keys(project['optional-dependencies']).filter((extra) => {
    const part: Part = `extra ${normalisedName(extra)}`;
    return !conflicts.some(
      (set) =>
        set.includes(part) &&
        set.some((other) => other !== part && (other.startsWith('extra ') || selection.has(other))),
    );
  });
  return { groups: chosen, extras };
}

type Groups = Pyproject['dependency-groups'];

function conflictsOf(sets: z.infer<typeof uvSchema>['conflicts'], project: string): Part[][] {
  return sets.map((set) =>
    set.flatMap(({ group, extra, package: name }): Part[] => {
      if (name !== undefined && normalisedName(name) !== normalisedName(project)) return [];
      if (group !== undefined) return [`group ${normalisedName(group)}`];
      return extra === undefined ? [] : [`extra ${normalisedName(extra)}`];
    }),
  );
}

/** Whether one of these parts conflicts with one of those. */
function excludes(conflicts: readonly Part[][], these: ReadonlySet<Part>, those: ReadonlySet<Part>): boolean {
  return conflicts.some((set) =>
    set.some((one) => these.has(one) && set.some((other) => other !== one && those.has(other))),
  );
}

function chooseParts(chosen: readonly string[], groups: Groups): Set<Part> {
  return new Set(chosen.flatMap((group) => [...partsOf(group, groups)]));
}

/** Returns a group and the groups that it includes. */
function partsOf(group: string, groups: Groups, seen = new Set<Part>()): Set<Part> {
  const part: Part = `group ${normalisedName(group)}`;
  if (seen.has(part)) return seen;
  seen.add(part);
  for (const entry of entriesOf(group, groups))
    if (typeof entry !== 'string') partsOf(entry['include-group'], groups, seen);
  return seen;
}

function requires(group: string, groups: Groups, name: string): boolean {
  return [...partsOf(group, groups)].some((part) =>
    entriesOf(part.slice('group '.length), groups).some(
      (entry) => typeof entry === 'string' && parseRequirement(entry)?.name === name,
    ),
  );
}

function entriesOf(group: string, groups: Groups): Groups[string] {
  const found = Object.entries(groups).find(([name]) => normalisedName(name) === normalisedName(group));
  return found?.[1] ?? [];
}
