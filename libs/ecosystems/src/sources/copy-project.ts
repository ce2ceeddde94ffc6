import path from 'node:path';
import { copyFiles } from './copy-files.ts';
import { projectSources } from './project-sources.ts';

export interface CopiedProject {
  readonly workspaceRoot: string;
  /** The project's folder, absolute. */
  readonly folder: string;
  /** Further files and folders, from the workspace's root. */
  readonly inputs: readonly string[];
}

/**
 * Copies what git tracks, or would track, of a project and of the inputs that it names, with links followed. Each stands
 * in the copy where it stands in the workspace, so a relative path from one to another is good in the copy too. For what
 * must not see the rest of the repository: Node looks for a package in the `node_modules` of every parent folder.
 * A link that can't be followed is left out: the gate has refused it before.
 *
 * @returns the project's folder in the copy.
 */
export async function copyProject(
  { workspaceRoot, folder, inputs }: CopiedProject,
  copy: string,
): Promise<string> {
  const root = path.relative(workspaceRoot, folder);
  const { files } = await projectSources(workspaceRoot, [root, ...inputs]);
  await copyFiles(workspaceRoot, files, '', copy);
  return path.join(copy, root);
}
