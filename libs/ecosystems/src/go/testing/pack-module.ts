import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Artifact } from '@ameideio/version-manifest';
import { inScratchFolder } from '../../world/scratch-folder.ts';
import { packGo } from '../pack.ts';

export interface PackedModule {
  readonly artifact: Artifact;
  readonly warnings: readonly string[];
  readonly zip: Buffer;
}

/** Packs the module in a folder of a workspace. */
export function packModule(
  workspaceRoot: string,
  root: string,
  name: string,
  version: string,
): Promise<PackedModule> {
  return inScratchFolder('pack-module', async (scratch) => {
    const output = path.join(scratch, 'output');
    await mkdir(output);
    const warnings: string[] = [];
    const [artifact] = await packGo({
      workspaceRoot,
      root,
      name,
      version,
      staging: '/nowhere',
      output,
      scratch,
      log: () => {},
      warn: (message) => warnings.push(message),
    });
    if (artifact === undefined) throw new Error('Nothing was packed.');
    return { artifact, warnings, zip: await readFile(path.join(output, artifact.file)) };
  });
}
