import path from 'node:path';
import { ecosystemOf } from '@ameideio/ecosystems';
import { PackagesError } from '@ameideio/version-manifest';
import { type CreateNodes, createNodesFromFiles, type ProjectConfiguration } from '@nx/devkit';
import { ownTargets } from '../inference/own-targets.ts';
import { registriesTargets } from '../inference/registries-targets.ts';
import { sdkTargets } from '../inference/sdk-targets.ts';
import { serviceTargets } from '../inference/service-targets.ts';
import type { Targets } from '../inference/target.ts';
import { readWorkspace, WORKSPACE_FILE, type WorkspaceProject } from '../workspace/read-workspace.ts';

/** Infers every project and target from `workspace.json` and the projects' own manifests. */
export const createNodes: CreateNodes = [
  WORKSPACE_FILE,
  async (files, options, context) =>
    createNodesFromFiles(
      async (_file, _options, { workspaceRoot }) => {
        const workspace = await readWorkspace(workspaceRoot);
        const configurations = workspace.map(
          async (project): Promise<[string, ProjectConfiguration]> => [
            project.root,
            {
              name: project.name,
              root: project.root,
              tags: [...project.tags],
              targets: await targetsOf(workspaceRoot, project, workspace),
            },
          ],
        );
        return { projects: Object.fromEntries(await Promise.all(configurations)) };
      },
      files,
      options,
      context,
    ),
];

async function targetsOf(
  workspaceRoot: string,
  project: WorkspaceProject,
  workspace: readonly WorkspaceProject[],
): Promise<Targets> {
  const folder = path.join(workspaceRoot, project.root);
  const ecosystem = ecosystemOf(folder);
  switch (project.type) {
    case 'sdk':
      return sdkTargets(workspaceRoot, project, ecosystem, registriesOf(workspace).name);
    case 'service':
      return serviceTargets(workspaceRoot, project, ecosystem);
    case 'registries':
      return { ...(await ownTargets(workspaceRoot, folder, ecosystem)), ...registriesTargets() };
    case 'contract':
    case 'tool':
      return ownTargets(workspaceRoot, folder, ecosystem);
  }
}

/** The one project that stands for the registries. */
function registriesOf(workspace: readonly WorkspaceProject[]): WorkspaceProject {
  const [found, second] = workspace.filter(({ type }) => type === 'registries');
  if (found !== undefined && second === undefined) return found;
  throw new PackagesError(
    'MANIFEST_UNREADABLE',
    `${WORKSPACE_FILE} must have exactly one project with the tag type:registries.`,
  );
}
