import path from 'node:path';
import { copyFiles } from './copy-files.ts';
import { listProjectSources } from './project-sources.ts';

export interface CopiedProject {
  readonly workspaceRoot: string;
  /** The project's folder, absolute. */
  readonly folder: string;
  /** Further files and folders, from the workspace's root. */
  readonly inputs: readonly string[];
}

/**
 * Copies a project and its inputs, with links followed: the files that git tracks or would track. Each file keeps its
 * place relative to the workspace's root, so relative paths between them stay valid. The copy hides the rest of the
 * repository: Node searches the `node_modules` of every parent folder. Links that can't be followed are left out; the
 * gate has refused them before.
 *
 * @returns the project's folder in the copy.
 */
export async function copyProject(
  { workspaceRoot, folder, inputs }: CopiedProject,
  copy: string,
): Promise<string> {
  const root = path.relative(workspaceRoot, folder);
  const { files } = await listProjectSources(workspaceRoot, [root, ...inputs]);
  await copyFiles(workspaceRoot, files, '', copy);
  return path.join(copy, root);
}
