import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { PackagesError } from '@ameideio/version-manifest';
import { z } from 'zod';

/** The one list of projects. Nx itself no longer reads it; this plugin does. */
export const WORKSPACE_FILE = 'workspace.json';

const projectTypes = ['sdk', 'service', 'contract', 'registries', 'tool'] as const;

export type ProjectType = (typeof projectTypes)[number];

const workspaceSchema = z.strictObject({
  version: z.literal(2),
  projects: z.record(
    z.string().regex(/^[a-z][a-z0-9-]*$/),
    z.strictObject({
      root: z.string().regex(/^[^/.].*[^/]$/),
      tags: z.array(z.string()),
      /** Of an SDK: further paths that shape its packed bytes, from the workspace's root. */
      inputs: z.array(z.string()).default([]),
      /** Of an SDK: modules and subpaths that its smoke leaves out, each with its reason. */
      smoke: z
        .strictObject({ skip: z.record(z.string().min(1), z.string().min(1)).default({}) })
        .default({ skip: {} }),
      /** Of the registries: third parties' packages by ecosystem, which prove that these mirror their upstreams. */
      mirrors: z.record(z.string(), z.array(z.string().min(1)).min(1)).default({}),
    }),
  ),
});

export type Mirrors = Readonly<Record<string, readonly string[]>>;

export interface WorkspaceProject {
  readonly name: string;
  /** From the workspace's root. */
  readonly root: string;
  readonly type: ProjectType;
  readonly tags: readonly string[];
  readonly extraInputs: readonly string[];
  /** What the smoke of an SDK leaves out: reasons by module or subpath. */
  readonly smoke: { readonly skip: Readonly<Record<string, string>> };
  /** By the ecosystem's id, each as its client is told it. */
  readonly mirrors: Mirrors;
}

/**
 * Reads `workspace.json`.
 *
 * @throws PackagesError WORKSPACE_INVALID, naming the file, the place and the reason.
 */
export async function readWorkspace(workspaceRoot: string): Promise<WorkspaceProject[]> {
  const file = path.join(workspaceRoot, WORKSPACE_FILE);
  let json: unknown;
  try {
    json = JSON.parse(await readFile(file, 'utf8'));
  } catch (cause) {
    throw new PackagesError('WORKSPACE_INVALID', `${WORKSPACE_FILE} can't be read: ${String(cause)}.`, {
      cause,
    });
  }
  const parsed = workspaceSchema.safeParse(json);
  if (!parsed.success) {
    const reasons = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new PackagesError(
      'WORKSPACE_INVALID',
      `${WORKSPACE_FILE} is not a list of projects: ${reasons.join('; ')}.`,
    );
  }
  return Object.entries(parsed.data.projects).map(([name, { root, tags, inputs, smoke, mirrors }]) => ({
    name,
    root,
    type: typeOf(name, tags),
    tags,
    extraInputs: inputs,
    smoke,
    mirrors,
  }));
}

function typeOf(name: string, tags: readonly string[]): ProjectType {
  const types = projectTypes.filter((type) => tags.includes(`type:${type}`));
  const [type, second] = types;
  if (type !== undefined && second === undefined) return type;
  const allowed = projectTypes.map((one) => `type:${one}`).join(', ');
  throw new PackagesError(
    'WORKSPACE_INVALID',
    `${WORKSPACE_FILE}: the project ${name} must have exactly one of the tags ${allowed}.`,
  );
}
