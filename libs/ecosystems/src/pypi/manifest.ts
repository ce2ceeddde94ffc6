import { PackagesError } from '@ameideio/version-manifest';
import type { Manifest, Requirement } from '../ecosystem.ts';
import { lineOf, quoted } from './line-of.ts';
import { type Pyproject, readPyproject } from './pyproject.ts';
import { normalisedName, type ParsedRequirement, parseRequirement } from './requirement.ts';

/** A requirement with what only Python's have. */
export type StatedRequirement = Requirement & ParsedRequirement;

/** What a pyproject.toml states, its names normalised, as an index has them. */
export async function readPypiManifest(folder: string): Promise<Manifest> {
  const pyproject = await readPyproject(folder);
  const { name, version } = pyproject.project;
  const requirements = statedRequirements(pyproject).map(({ name, range, file, line }) => ({
    name,
    range,
    file,
    line,
  }));
  return { file: pyproject.file, name: normalisedName(name), base: version, requirements };
}

/** All that a project requires: its dependencies, those of its extras, and of its dependency groups (PEP 735). */
export function requirementTexts({ project, 'dependency-groups': groups }: Pyproject): string[] {
  return [
    ...project.dependencies,
    ...Object.values(project['optional-dependencies']).flat(),
    ...Object.values(groups)
      .flat()
      .filter((entry) => typeof entry === 'string'),
  ];
}

/** @throws PackagesError MANIFEST_UNREADABLE, naming file, line and reason. */
export function statedRequirements(pyproject: Pyproject): StatedRequirement[] {
  const { file, text } = pyproject;
  return requirementTexts(pyproject).map((requirement) => {
    const line = lineOf(text, quoted(requirement));
    const parsed = parseRequirement(requirement);
    if (parsed === undefined) {
      throw new PackagesError(
        'MANIFEST_UNREADABLE',
        `${file}:${line} can't be read: "${requirement}" is no requirement as PEP 508 has it.`,
      );
    }
    return { ...parsed, range: parsed.specifier, file, line };
  });
}
