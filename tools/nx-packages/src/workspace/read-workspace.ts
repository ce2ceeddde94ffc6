import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { PackagesError } from '@ameideio/version-manifest';
import { checkOutputs } from './check-outputs.ts';
import { sentencesOf, workspaceSchema } from './workspace-schema.ts';

/** The one list of projects. Nx itself no longer reads it; this plugin does. */
export const WORKSPACE_FILE = 'workspace.json';

const projectTypes = ['sdk', 'service', 'contract', 'registries', 'tool'] as const;

export type ProjectType = (typeof projectTypes)[number];

export type Mirrors = Readonly<Record<string, readonly string[]>>;

export interface WorkspaceProject {
  readonly name: string;
  /** From the workspace's root. */
  readonly root: string;
  readonly type: ProjectType;
  readonly tags: readonly string[];
  /** Of an SDK or a service: further files and folders that its own work reads. */
  readonly extraInputs: readonly string[];
  /** What `build` leaves, as Nx spells it; undefined where the entry does not say. */
  readonly outputs: readonly string[] | undefined;
  /** What the smoke of an SDK leaves out: reasons by module or subpath. */
  readonly smoke: { readonly skip: Readonly<Record<string, string>> };
  /** By the ecosystem's id, each as its client is told it. */
  readonly mirrors: Mirrors;
}

/** Whether the workspace has a list of projects. Nx also names a file that git has and the disk has not. */
export function hasWorkspaceFile(workspaceRoot: string): boolean {
  return existsSync(path.join(workspaceRoot, WORKSPACE_FILE));
}

/**
 * Reads `workspace.json`.
 *
 * @throws PackagesError WORKSPACE_INVALID, naming the file, the project, the field and the reason.
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
    const sentences = sentencesOf(parsed.error).map((sentence) => `${WORKSPACE_FILE}: ${sentence}`);
    throw new PackagesError('WORKSPACE_INVALID', sentences.join('\n'));
  }
  const projects = Object.entries(parsed.data.projects).map(([name, entry]) => ({
    name,
    root: entry.root,
    type: typeOf(name, entry.tags),
    tags: entry.tags,
    extraInputs: entry.inputs,
    outputs: entry.outputs,
    smoke: entry.smoke,
    mirrors: entry.mirrors,
  }));
  const refused = projects.flatMap(checkOutputs).map((sentence) => `${WORKSPACE_FILE}: ${sentence}`);
  if (refused.length > 0) throw new PackagesError('WORKSPACE_INVALID', refused.join('\n'));
  return projects;
}

function typeOf(name: string, tags: readonly string[]): ProjectType {
  const types = projectTypes.filter((type) => tags.includes(`type:${type}`));
  const [type, second] = types;
  if (type !== undefined && second === undefined) return type;
  const allowed = projectTypes.map((one) => `type:${one}`).join(', ');
  throw new PackagesError(
    'WORKSPACE_INVALID',
    `${WORKSPACE_FILE}: in the project "${name}", the field "tags" must have exactly one of ${allowed}.`,
  );
}
