import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { PackagesError } from '@ameideio/version-manifest';
import { z } from 'zod';
import { parseToml, type Toml } from './toml.ts';

export const PYPROJECT = 'pyproject.toml';

const requirements = z.array(z.string()).default([]);

/** The default for a missing `[build-system]` (PEP 518). */
const SETUPTOOLS = { requires: ['setuptools'], 'build-backend': 'setuptools.build_meta' };

/** @see https://packaging.python.org/en/latest/specifications/pyproject-toml/ (PEP 518, 621, 735) */
const pyprojectSchema = z.object({
  project: z.object({
    name: z.string().min(1),
    version: z.string().optional(),
    dynamic: z.array(z.string()).default([]),
    dependencies: requirements,
    readme: z.union([z.string(), z.object({ file: z.string().optional() })]).optional(),
    license: z.union([z.string(), z.object({ file: z.string().optional() })]).optional(),
    'license-files': z.unknown().optional(),
    'optional-dependencies': z.record(z.string(), requirements).default({}),
  }),
  'dependency-groups': z
    .record(z.string(), z.array(z.union([z.string(), z.object({ 'include-group': z.string() })])))
    .default({}),
  'build-system': z
    .object({
      requires: z.array(z.string()),
      'build-backend': z.string().default(SETUPTOOLS['build-backend']),
    })
    .default(SETUPTOOLS),
  tool: z.record(z.string(), z.unknown()).default({}),
});

/** A pyproject.toml. */
export interface Pyproject extends z.infer<typeof pyprojectSchema>, Omit<Toml, 'content'> {}

/** Reads a folder's pyproject.toml. @throws PackagesError MANIFEST_UNREADABLE, naming file, line and reason. */
export async function readPyproject(folder: string): Promise<Pyproject> {
  const file = path.join(folder, PYPROJECT);
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new PackagesError('MANIFEST_UNREADABLE', `${file} can't be read: ${String(cause)}.`, { cause });
  });
  return parsePyproject(file, text);
}

/** Parses a pyproject.toml's text. @throws PackagesError MANIFEST_UNREADABLE, naming file, line and reason. */
export function parsePyproject(file: string, text: string): Pyproject {
  const { content, lineOf } = parseToml(file, text);
  const parsed = pyprojectSchema.safeParse(content);
  if (parsed.success) return { file, text, lineOf, ...parsed.data };
  const reasons = parsed.error.issues.map((issue) => {
    const keys = issue.path.filter((key) => typeof key !== 'symbol');
    return `${file}:${lineOf(...keys)} can't be read: ${keys.join('.')}: ${issue.message}.`;
  });
  throw new PackagesError('MANIFEST_UNREADABLE', reasons.join('\n'));
}

/**
 * Replaces the version in the `[project]` table and keeps every other byte.
 *
 * @throws PackagesError SDK_NOT_PACKABLE if the version has no line of its own.
 */
export function withVersion({ file, text, lineOf }: Pyproject, version: string): string {
  const written = text.replace(
    /^(\s*\[project\]\s*(?:#.*)?\r?\n(?:(?!\s*\[)[^\n]*\n)*?\s*version\s*=\s*)(?:"[^"\n]*"|'[^'\n]*')/m,
    (_, before: string) => `${before}"${version}"`,
  );
  if (parsePyproject(file, written).project.version === version) return written;
  throw new PackagesError(
    'SDK_NOT_PACKABLE',
    `${PYPROJECT}:${lineOf('project', 'version')} must state 'version = "X.Y.Z"' on a line of its own under [project], where "pack" writes the snapshot's.`,
  );
}
