import path from 'node:path';
import { ecosystemOf } from '@ameideio/ecosystems';
import type { InternalNames } from '@ameideio/local-registries';
import type { WorkspaceProject } from './read-workspace.ts';
import { publishedNames } from './required-sdks.ts';

/** The published names of the workspace's SDKs: no embedded registry asks its upstream for one. */
export async function internalNames(
  workspaceRoot: string,
  workspace: readonly WorkspaceProject[],
): Promise<InternalNames> {
  const names: Record<keyof InternalNames, string[]> = { npm: [], pypi: [], go: [] };
  for (const [name, { root }] of await publishedNames(workspaceRoot, workspace)) {
    const { id } = ecosystemOf(path.join(workspaceRoot, root));
    if (id === 'npm' || id === 'pypi' || id === 'go') names[id].push(name);
  }
  return names;
}
