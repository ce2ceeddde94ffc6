import { chmod, copyFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { SourceFile } from './follow-links.ts';

/**
 * Copies files to their places below a folder. Files become 0644, or 0755 if they are executable, and folders 0755,
 * whatever the umask and the modes on the disk are.
 *
 * @param to the folder that corresponds to the workspace's folder `from`.
 */
export async function copyFiles(
  workspaceRoot: string,
  files: readonly SourceFile[],
  from: string,
  to: string,
): Promise<void> {
  const made = new Set<string>();
  for (const file of files) {
    const copy = path.join(to, path.posix.relative(from, file.path));
    await makeFolder(path.dirname(copy), to, made);
    await copyFile(path.join(workspaceRoot, file.source), copy);
    await chmod(copy, file.executable ? 0o755 : 0o644);
  }
}

async function makeFolder(folder: string, top: string, made: Set<string>): Promise<void> {
  if (made.has(folder)) return;
  made.add(folder);
  if (folder !== top) await makeFolder(path.dirname(folder), top, made);
  await mkdir(folder, { recursive: true });
  await chmod(folder, 0o755);
}
