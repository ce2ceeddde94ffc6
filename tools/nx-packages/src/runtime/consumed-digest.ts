import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { sha256 } from '@ameideio/version-manifest';
import { digestsOf, gateDigest } from '../workspace/gate-digest.ts';
import { places } from '../workspace/places.ts';

/** Prints an input of a service's `build` and `test`: one digest over the locks of `consume` and the gate's findings. */
export default async function find(workspaceRoot: string, project: string): Promise<string> {
  const resolved = places.consume(project);
  const locks = (await readdir(path.join(workspaceRoot, resolved)).catch(() => [])).sort();
  const digests = await digestsOf(
    workspaceRoot,
    locks.map((file) => path.join(resolved, file)),
  );
  return sha256([await gateDigest(workspaceRoot, project), ...digests].join('\n'));
}
