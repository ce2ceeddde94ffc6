import { PackagesError } from '@ameideio/version-manifest';
import { WORKSPACE_FILE, type WorkspaceProject } from '../workspace/read-workspace.ts';
import { ownTargets } from './own-targets.ts';
import type { ProjectFacts } from './project-facts.ts';
import { registriesTargets } from './registries-targets.ts';
import { sdkTargets } from './sdk-targets.ts';
import { serviceTargets } from './service-targets.ts';
import type { Targets } from './target.ts';

/** Infers the targets of a project from its type and its manifest. */
export async function targetsOf(
  workspaceRoot: string,
  project: WorkspaceProject,
  workspace: readonly WorkspaceProject[],
  facts: ProjectFacts,
): Promise<Targets> {
  switch (project.type) {
    case 'sdk':
      return sdkTargets(workspaceRoot, project, facts, registriesOf(workspace)?.name);
    case 'service':
      return serviceTargets(workspaceRoot, project, facts);
    case 'registries':
      return {
        ...ownTargets(workspaceRoot, project, facts),
        ...registriesTargets(project, workspace),
      };
    case 'contract':
    case 'tool':
      return ownTargets(workspaceRoot, project, facts);
  }
}

/** The one project with the tag `type:registries`; undefined where nobody wants the targets of such a project. */
function registriesOf(workspace: readonly WorkspaceProject[]): WorkspaceProject | undefined {
  const [found, second] = workspace.filter(({ type }) => type === 'registries');
  if (second === undefined) return found;
  throw new PackagesError(
    'WORKSPACE_INVALID',
    `${WORKSPACE_FILE} must have at most one project with the tag type:registries.`,
  );
}
