import path from 'node:path';
import {
  type Ecosystem,
  ecosystemOf,
  listBuildOutputs,
  listLinksOfProjects,
  type OwnCommands,
} from '@ameideio/ecosystems';
import type { WorkspaceProject } from '../workspace/read-workspace.ts';

/** What the targets of a project depend on beside its entry in `workspace.json`. */
export interface ProjectFacts {
  readonly ecosystem: Ecosystem;
  /** A service has none: the pipeline builds and tests it. */
  readonly own: OwnCommands;
  /** What `build` leaves, as Nx spells it. */
  readonly outputs: readonly string[];
  /** Files and folders elsewhere in the workspace to which links of the project lead. */
  readonly linkTargets: readonly string[];
}

/** The facts of every project, in the order of the workspace. Git is asked once for all of them, not once for each. */
export async function projectFacts(
  workspaceRoot: string,
  workspace: readonly WorkspaceProject[],
): Promise<ProjectFacts[]> {
  const projects = await Promise.all(
    workspace.map(async ({ root, outputs: stated }) => {
      const folder = path.join(workspaceRoot, root);
      const ecosystem = ecosystemOf(folder);
      return { root, stated, ecosystem, own: await ecosystem.ownCommands(folder, workspaceRoot) };
    }),
  );
  const paths = workspace.map(({ root, extraInputs }) => [root, ...extraInputs]);
  const [outputs, linkTargets] = await Promise.all([
    // Where there is no repository, Nx still shows the projects; the targets that need one say so.
    listBuildOutputs(workspaceRoot, projects).catch(() =>
      listBuildOutputs(workspaceRoot, projects.map(withoutNamed)),
    ),
    listLinksOfProjects(workspaceRoot, paths).catch(() => []),
  ]);
  return projects.map(({ ecosystem, own }, index) => ({
    ecosystem,
    own,
    outputs: outputs[index]?.outputs ?? [],
    linkTargets: ecosystem.links === 'followed' ? (linkTargets[index] ?? []) : [],
  }));
}

/** Nobody has to ask git what else its build leaves. */
function withoutNamed<Project extends { readonly own: OwnCommands }>(project: Project): Project {
  return { ...project, own: { ...project.own, namedOutputs: [] } };
}
