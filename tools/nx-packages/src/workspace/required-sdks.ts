import path from 'node:path';
import { type Ecosystem, ecosystemOf, type Manifest } from '@ameideio/ecosystems';
import type { WorkspaceProject } from './read-workspace.ts';

/** The project of each SDK by its published name. */
export async function publishedNames(
  workspaceRoot: string,
  workspace: readonly WorkspaceProject[],
): Promise<Map<string, WorkspaceProject>> {
  const sdks = workspace.filter(({ type }) => type === 'sdk');
  const named = sdks.map(async (sdk): Promise<[string, WorkspaceProject]> => {
    const folder = path.join(workspaceRoot, sdk.root);
    return [(await ecosystemOf(folder).readManifest(folder)).name, sdk];
  });
  return new Map(await Promise.all(named));
}

/** The published names of the workspace's SDKs of one ecosystem. */
export async function sdkNames(
  workspaceRoot: string,
  workspace: readonly WorkspaceProject[],
  ecosystem: Ecosystem,
): Promise<string[]> {
  const all = [...(await publishedNames(workspaceRoot, workspace))];
  return all
    .filter(([, { root }]) => ecosystemOf(path.join(workspaceRoot, root)).id === ecosystem.id)
    .map(([name]) => name);
}

/** The SDK projects that a project requires by their published names. */
export async function requiredSdks(
  workspaceRoot: string,
  project: WorkspaceProject,
  sdks: ReadonlyMap<string, WorkspaceProject>,
): Promise<WorkspaceProject[]> {
  const folder = path.join(workspaceRoot, project.root);
  return sdksIn(await ecosystemOf(folder).readManifest(folder), sdks);
}

/** The SDK projects that a manifest requires by their published names. */
export function sdksIn(
  { requirements }: Manifest,
  sdks: ReadonlyMap<string, WorkspaceProject>,
): WorkspaceProject[] {
  return [...new Set(requirements.flatMap(({ name }) => sdks.get(name) ?? []))];
}
