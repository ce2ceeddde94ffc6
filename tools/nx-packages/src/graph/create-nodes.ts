import type { CreateNodes, CreateNodesResult, ProjectConfiguration } from '@nx/devkit';
import { namedInputsOf } from '../inference/inputs.ts';
import { hasWorkspaceFile, readWorkspace, WORKSPACE_FILE } from '../workspace/read-workspace.ts';
import { inferredProjects } from './inferred-projects.ts';
import { withErrorCode } from './with-error-code.ts';

/** Infers every project and target from `workspace.json` and the projects' own manifests. */
export const createNodes: CreateNodes = [
  WORKSPACE_FILE,
  // There is one such file. The devkit's function for many files would load all of the devkit in every run.
  withErrorCode(async (files, _options, { workspaceRoot }) => {
    if (!hasWorkspaceFile(workspaceRoot)) return [];
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
