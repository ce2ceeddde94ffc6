// A runtime input of `pack`: prints the version that an SDK has now, where it comes from, and the digest of its inputs.
// The digest because Nx's own hash of a changed file believes the file's time.

import { sdkVersion } from '@ameideio/ecosystems';
import { readWorkspace } from '../workspace/read-workspace.ts';
import { sdkOf } from '../workspace/sdk.ts';

const workspaceRoot = process.cwd();
const [project] = process.argv.slice(2);
const sdk = await sdkOf(workspaceRoot, await readWorkspace(workspaceRoot), project ?? '');
const { version, snapshot, inputs } = await sdkVersion(sdk, false);
console.log(version, snapshot.commit, snapshot.dirty, inputs);
