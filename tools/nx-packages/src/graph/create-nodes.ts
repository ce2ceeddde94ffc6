import type { CreateNodes, CreateNodesResult, ProjectConfiguration } from '@nx/devkit';
import { namedInputsOf } from '../inference/inputs.ts';
import { readWorkspace, WORKSPACE_FILE } from '../workspace/read-workspace.ts';
import { inferredProjects } from './inferred-projects.ts';
import { tellingCodes } from './telling-codes.ts';

/** Infers every project and target from `workspace.json` and the projects' own manifests. */
export const createNodes: CreateNodes = [
  WORKSPACE_FILE,
  // There is one such file. The devkit's help for many would cost every run the loading of the devkit.
  tellingCodes(async (files, _options, { workspaceRoot }) => {
    const inferred = await inferredProjects(workspaceRoot, await readWorkspace(workspaceRoot));
    const projects = Object.fromEntries(
      inferred.map(({ name, root, type, tags, targets }): [string, ProjectConfiguration] => [
        root,
        { name, root, tags: [...tags], targets, namedInputs: namedInputsOf(type) },
      ]),
    );
    return files.map((file): [string, CreateNodesResult] => [file, { projects }]);
  }),
];
