import path from 'node:path';
import { ecosystemOf } from '@ameideio/ecosystems';
import type { InternalNames } from '@ameideio/local-registries';
import type { WorkspaceProject } from './read-workspace.ts';
import { publishedNames } from './required-sdks.ts';

/** The published names of the workspace's SDKs by the id of their ecosystem: no embedded registry asks its upstream for one. */
export async function internalNames(
  workspaceRoot: string,
  workspace: readonly WorkspaceProject[],
): Promise<InternalNames> {
  const published = [...(await publishedNames(workspaceRoot, workspace))].map(([name, { root }]) => ({
    name,
    ecosystem: ecosystemOf(path.join(workspaceRoot, root)).id,
  }));
  const names = Map.groupBy(published, ({ ecosystem }) => ecosystem);
  return Object.fromEntries([...names].map(([id, own]) => [id, own.map(({ name }) => name)]));
}
