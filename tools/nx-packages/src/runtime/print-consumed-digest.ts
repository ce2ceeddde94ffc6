// A runtime input of a service's `build` and `test`: prints one digest over the locks of `consume` and what the gate
// goes by, as they stand on the disk now.

import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { sha256 } from '@ameideio/version-manifest';
import { digestsOf, gateDigest } from '../workspace/gate-digest.ts';
import { places } from '../workspace/places.ts';

const workspaceRoot = process.cwd();
const [project = ''] = process.argv.slice(2);
const resolved = places.consume(project);
const locks = (await readdir(path.join(workspaceRoot, resolved)).catch(() => [])).sort();
const digests = await digestsOf(
  workspaceRoot,
  locks.map((file) => path.join(resolved, file)),
);
console.log(sha256([await gateDigest(workspaceRoot, project), ...digests].join('\n')));
