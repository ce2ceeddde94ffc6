import path from 'node:path';
import { z } from 'zod';
import type { Requirement } from '../ecosystem.ts';
import { type JsonFile, readJsonFile } from './json-file.ts';

const texts = z.record(z.string(), z.string());

/** Node and TypeScript ignore a value that is no string: `"main": false` names no file. */
const pathField = z.string().optional().catch(undefined);

/** The fields of package.json that state requirements. */
export const DEPENDENCY_FIELDS = [
  'dependencies',
  'devDependencies',
  'peerDependencies',
  'optionalDependencies',
] as const;

type DependencyField = (typeof DEPENDENCY_FIELDS)[number];

/**
 * The fields of a package.json that the pipeline reads; it keeps the others.
 * @see https://docs.npmjs.com/cli/configuring-npm/package-json
 */
export const packageJsonSchema = z.looseObject({
  name: z.string().min(1),
  version: z.string().optional(),
  description: z.string().optional(),
  private: z.boolean().optional(),
  scripts: texts.optional(),
  dependencies: texts.optional(),
  devDependencies: texts.optional(),
  peerDependencies: texts.optional(),
  peerDependenciesMeta: z.record(z.string(), z.looseObject({ optional: z.json().optional() })).optional(),
  optionalDependencies: texts.optional(),
  overrides: z.record(z.string(), z.json()).optional(),
  patchedDependencies: texts.optional(),
  exports: z.json().optional(),
  main: pathField,
  module: pathField,
  types: pathField,
  typings: pathField,
  typesVersions: z.json().optional(),
  os: z.union([z.string(), z.array(z.string())]).optional(),
  cpu: z.union([z.string(), z.array(z.string())]).optional(),
  bin: z.union([z.string(), texts]).optional(),
  publishConfig: z.record(z.string(), z.json()).optional(),
});

export type PackageJson = z.infer<typeof packageJsonSchema>;
export type PackageJsonFile = JsonFile<PackageJson>;

export const PACKAGE_JSON = 'package.json';

/** Reads a folder's package.json. @throws PackagesError MANIFEST_UNREADABLE, naming file, line and reason. */
export async function readPackageJson(folder: string): Promise<PackageJsonFile> {
  return readJsonFile(path.join(folder, PACKAGE_JSON), packageJsonSchema);
}

export interface NpmRequirement extends Requirement {
  readonly field: DependencyField;
}

/** Lists the requirements of a package.json, from all its fields. */
export function requirementsOf({ file, content, lineOf }: PackageJsonFile): NpmRequirement[] {
  return DEPENDENCY_FIELDS.flatMap((field) =>
    Object.entries(content[field] ?? {}).map(([name, range]) => ({
      name,
      range,
      field,
      file,
      line: lineOf(field, name),
    })),
  );
}
