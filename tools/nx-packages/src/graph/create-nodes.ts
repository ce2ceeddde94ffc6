import { type CreateNodes, createNodesFromFiles, type ProjectConfiguration } from '@nx/devkit';
import { targetsOf } from '../inference/targets-of.ts';
import { readWorkspace, WORKSPACE_FILE } from '../workspace/read-workspace.ts';
import { tellingCodes } from './telling-codes.ts';

/** Infers every project and target from `workspace.json` and the projects' own manifests. */
export const createNodes: CreateNodes = [
  WORKSPACE_FILE,
  async (files, options, context) =>
    createNodesFromFiles(
      tellingCodes(async (_file, _options, { workspaceRoot }) => {
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
      }),
      files,
      options,
      context,
    ),
];
