import { copyFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { filesUnder } from '../history/sdk-inputs.ts';

/**
 * Copies what git tracks, or would track, of a service to a folder outside the repository: Node looks for a package in
 * the `node_modules` of every parent folder.
 */
export async function copyService(workspaceRoot: string, service: string, copy: string): Promise<void> {
  for (const file of await filesUnder(workspaceRoot, [path.relative(workspaceRoot, service)])) {
    const from = path.join(workspaceRoot, file);
    const to = path.join(copy, path.relative(service, from));
    await mkdir(path.dirname(to), { recursive: true });
    await copyFile(from, to);
  }
}
