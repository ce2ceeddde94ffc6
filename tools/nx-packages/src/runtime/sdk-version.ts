import { sdkVersion } from '@ameideio/ecosystems';
import { readWorkspace } from '../workspace/read-workspace.ts';
import { sdkOf } from '../workspace/sdk.ts';

/**
 * An input of `pack`: the version that an SDK has now, where it comes from, and the digest of its inputs. The digest
 * because Nx's own hash of a changed file believes the file's time.
 */
export default async function find(workspaceRoot: string, project: string): Promise<string> {
  const sdk = await sdkOf(workspaceRoot, await readWorkspace(workspaceRoot), project);
  const { version, snapshot, inputs } = await sdkVersion(sdk, false);
  return [version, snapshot.commit, snapshot.dirty, inputs].join(' ');
}
