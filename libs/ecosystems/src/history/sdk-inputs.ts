import { lstat, readFile } from 'node:fs/promises';
import path from 'node:path';
import { sha256 } from '@ameideio/version-manifest';
import type { Ecosystem } from '../ecosystem.ts';
import { git, records } from './git.ts';

/** Where an SDK stands and what else its bytes depend on, as `workspace.json` says. Paths start at the workspace's root. */
export interface SdkLocation {
  readonly root: string;
  readonly extraInputs: readonly string[];
}

/**
 * What an SDK's packed bytes depend on: its folder, the extra paths that it names, what pins the tools. The one answer
 * for the snapshot's number, for `pack`'s Nx inputs and for the digest of the inputs.
 */
export function sdkInputs(sdk: SdkLocation, ecosystem: Pick<Ecosystem, 'toolPins'>): string[] {
  return [sdk.root, ...sdk.extraInputs, ...ecosystem.toolPins];
}

/** The files under these paths that git tracks, or would track, and that exist; sorted. */
export async function filesUnder(workspaceRoot: string, paths: readonly string[]): Promise<string[]> {
  const output = await git(
    workspaceRoot,
    'ls-files',
    '-z',
    '--cached',
    '--others',
    '--exclude-standard',
    '--',
    ...paths,
  );
  const files = [...new Set(records(output))].sort();
  const present = await Promise.all(
    files.map((file) =>
      lstat(path.join(workspaceRoot, file)).then(
        (entry) => entry.isFile(),
        () => false,
      ),
    ),
  );
  return files.filter((_, index) => present[index]);
}

/** One sha256 over the paths and the bytes of the files, in hexadecimal. */
export async function digestOfFiles(workspaceRoot: string, files: readonly string[]): Promise<string> {
  const lines: string[] = [];
  for (const file of files)
    lines.push(`${sha256(await readFile(path.join(workspaceRoot, file)))}  ${file}\n`);
  return sha256(lines.join(''));
}
