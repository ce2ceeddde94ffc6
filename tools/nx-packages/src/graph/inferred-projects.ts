import type { Targets } from '../inference/target.ts';
import { targetsOf } from '../inference/targets-of.ts';
import type { WorkspaceProject } from '../workspace/read-workspace.ts';

/** A project of `workspace.json`, with the targets that are inferred for it. */
export interface InferredProject extends Pick<WorkspaceProject, 'name' | 'root' | 'type' | 'tags'> {
  readonly targets: Targets;
}

export async function inferredProjects(
  workspaceRoot: string,
  workspace: readonly WorkspaceProject[],
): Promise<InferredProject[]> {
  const projects = workspace.map(async (project) => ({
    ...project,
    targets: await targetsOf(workspaceRoot, project, workspace),
  }));
  return Promise.all(projects);
}
