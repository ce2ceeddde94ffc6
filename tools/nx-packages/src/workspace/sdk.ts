import path from 'node:path';
import { ecosystemOf, type Sdk, type SdkFolder } from '@ameideio/ecosystems';
import { PackagesError } from '@ameideio/version-manifest';
import { WORKSPACE_FILE, type WorkspaceProject } from './read-workspace.ts';

/** A project of the workspace by its name. */
export function projectOf(workspace: readonly WorkspaceProject[], name: string): WorkspaceProject {
  const found = workspace.find((project) => project.name === name);
  if (found === undefined)
    throw new PackagesError('PROJECT_UNKNOWN', `${WORKSPACE_FILE} has no project "${name}".`);
  return found;
}

/** An SDK project as the core takes it. */
export async function sdkOf(
  workspaceRoot: string,
  workspace: readonly WorkspaceProject[],
  name: string,
): Promise<Sdk> {
  const { root, extraInputs, outputs } = projectOf(workspace, name);
  return {
    workspaceRoot,
    project: name,
    root,
    extraInputs,
    statedOutputs: outputs,
    ecosystem: ecosystemOf(path.join(workspaceRoot, root)),
  };
}

/** Where the workspace's SDKs stand. */
export function sdkFolders(workspace: readonly WorkspaceProject[]): SdkFolder[] {
  return workspace.filter(({ type }) => type === 'sdk').map(({ name, root }) => ({ project: name, root }));
}
