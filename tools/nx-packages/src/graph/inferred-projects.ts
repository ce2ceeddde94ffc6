import { projectFacts } from '../inference/project-facts.ts';
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
  const facts = await projectFacts(workspaceRoot, workspace);
  const projects = workspace.map(async (project, index) => {
    const own = facts[index];
    if (own === undefined) throw new Error('There are facts of every project.');
    return { ...project, targets: await targetsOf(workspaceRoot, project, workspace, own) };
  });
  return Promise.all(projects);
}
