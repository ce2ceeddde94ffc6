import type { CreateNodes, CreateNodesResult, ProjectConfiguration } from '@nx/devkit';
import { targetsOf } from '../inference/targets-of.ts';
import { readWorkspace, WORKSPACE_FILE, type WorkspaceProject } from '../workspace/read-workspace.ts';
import { tellingCodes } from './telling-codes.ts';

/** Infers every project and target from `workspace.json` and the projects' own manifests. */
export const createNodes: CreateNodes = [
  WORKSPACE_FILE,
  // There is one such file. The devkit's help for many would cost every run the loading of the devkit.
  tellingCodes(async (files, _options, { workspaceRoot }) => {
    const projects = await inferredProjects(workspaceRoot);
    return files.map((file): [string, CreateNodesResult] => [file, { projects }]);
  }),
];

/** Of the contract its READMEs are no input of what is made of it. */
function filesOf({ type }: WorkspaceProject): Pick<ProjectConfiguration, 'namedInputs'> {
  if (type !== 'contract') return {};
  return { namedInputs: { default: ['{projectRoot}/**/*', '!{projectRoot}/**/*.md'] } };
}

async function inferredProjects(workspaceRoot: string): Promise<Record<string, ProjectConfiguration>> {
  const workspace = await readWorkspace(workspaceRoot);
  const projects = workspace.map(async (project): Promise<[string, ProjectConfiguration]> => {
    const { name, root, tags } = project;
    const targets = await targetsOf(workspaceRoot, project, workspace);
    return [root, { name, root, tags: [...tags], targets, ...filesOf(project) }];
  });
  return Object.fromEntries(await Promise.all(projects));
}
