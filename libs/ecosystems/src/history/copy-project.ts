import { copyFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { filesUnder } from './sdk-inputs.ts';

/**
 * Copies what git tracks, or would track, of a project. For what must not see the repository around it: Node looks for
 * a package in the `node_modules` of every parent folder.
 *
 * @param root the project's folder, from the workspace's root.
 */
export async function copyProject(workspaceRoot: string, root: string, copy: string): Promise<void> {
  for (const file of await filesUnder(workspaceRoot, [root])) {
    const to = path.join(copy, path.relative(root, file));
    await mkdir(path.dirname(to), { recursive: true });
    await copyFile(path.join(workspaceRoot, file), to);
  }
}
