import { PackagesError } from '@ameideio/version-manifest';
import type { Manifest, Requirement } from '../ecosystem.ts';
import { type Pyproject, readPyproject } from './pyproject.ts';
import { normalisedName, type ParsedRequirement, parseRequirement } from './requirement.ts';
import type { TomlPath } from './toml.ts';

/** A requirement with Python's own parts. */
export type StatedRequirement = Requirement & ParsedRequirement & { readonly path: TomlPath };

/** Reads a project's pyproject.toml; names are normalised, as an index has them. */
export async function readPypiManifest(folder: string): Promise<Manifest> {
  const pyproject = await readPyproject(folder);
  const { name, version } = pyproject.project;
  const requirements = parseStatedRequirements(pyproject);
  return { file: pyproject.file, name: normalisedName(name), base: version, requirements };
}

/** A requirement's text, and the keys that lead to it. */
export interface RequirementText {
  readonly text: string;
  readonly path: TomlPath;
}

/**
 * Lists the requirements of a project: its dependencies, those of its extras, and of its dependency groups (PEP 735).
 */
export function listRequirementTexts({ project, 'dependency-groups': groups }: Pyproject): RequirementText[] {
  return [
    ...textsIn(project.dependencies, ['project', 'dependencies']),
    ...Object.entries(project['optional-dependencies']).flatMap(([extra, list]) =>
      textsIn(list, ['project', 'optional-dependencies', extra]),
    ),
    ...Object.entries(groups).flatMap(([group, list]) => textsIn(list, ['dependency-groups', group])),
  ];
}

function textsIn(list: readonly unknown[], path: TomlPath): RequirementText[] {
  return list.flatMap((text, index) => (typeof text === 'string' ? [{ text, path: [...path, index] }] : []));
}

/** Parses all requirements of a project. @throws PackagesError MANIFEST_UNREADABLE, naming file, line and reason. */
export function parseStatedRequirements(pyproject: Pyproject): StatedRequirement[] {
  const { file, lineOf } = pyproject;
  return listRequirementTexts(pyproject).map(({ text, path }) => {
    const parsed = parseRequirement(text);
    if (parsed === undefined) {
      throw new PackagesError(
        'MANIFEST_UNREADABLE',
        `${file}:${lineOf(...path)} can't be read: "${text}" is no requirement as PEP 508 has it.`,
      );
    }
    return {
      ...parsed,
      range: parsed.specifier,
      file,
      path,
      // Computed on demand: a line costs a second parse of the file, and few lines are needed.
      get line() {
        return lineOf(...path);
      },
    };
  });
}
