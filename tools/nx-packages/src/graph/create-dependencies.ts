import path from 'node:path';
import { ecosystemOf } from '@ameideio/ecosystems';
import type { CreateDependencies, DependencyType, RawProjectGraphDependency } from '@nx/devkit';
import { BUF_TEMPLATE, readBufTemplate } from '../contract/buf-template.ts';
import { hasWorkspaceFile, readWorkspace, type WorkspaceProject } from '../workspace/read-workspace.ts';
import { publishedNames, sdksIn } from '../workspace/required-sdks.ts';
import { checkProjects } from './check-projects.ts';
import { inferredProjects } from './inferred-projects.ts';
import { withErrorCode } from './with-error-code.ts';

/** Spelled here: importing the enum would load all of the devkit in every run. */
const STATIC = 'static' as DependencyType.static;

/** The edges that no import shows: service → SDK by published name, SDK → contract by its `buf.gen.yaml`. */
export const createDependencies: CreateDependencies = withErrorCode(
  async (_options, { workspaceRoot, projects }) => {
    // Nx asks every plugin, also where no file of the workspace is one of the plugin's.
    if (!hasWorkspaceFile(workspaceRoot)) return [];
    const workspace = await readWorkspace(workspaceRoot);
    checkProjects(await inferredProjects(workspaceRoot, workspace), projects);
    const sdks = await publishedNames(workspaceRoot, workspace);
    const edges = workspace.flatMap((project) => {
      if (project.type === 'service') return [serviceEdges(workspaceRoot, project, sdks)];
      if (project.type === 'sdk') return [contractEdges(workspaceRoot, project, workspace)];
      return [];
    });
    return (await Promise.all(edges)).flat();
  },
);

async function serviceEdges(
  workspaceRoot: string,
  service: WorkspaceProject,
  sdks: ReadonlyMap<string, WorkspaceProject>,
): Promise<RawProjectGraphDependency[]> {
  const folder = path.join(workspaceRoot, service.root);
  const manifest = await ecosystemOf(folder).readManifest(folder);
  const sourceFile = path.relative(workspaceRoot, manifest.file);
  return sdksIn(manifest, sdks).map((sdk) => ({
    source: service.name,
    target: sdk.name,
    sourceFile,
    type: STATIC,
  }));
}

async function contractEdges(
  workspaceRoot: string,
  sdk: WorkspaceProject,
  workspace: readonly WorkspaceProject[],
): Promise<RawProjectGraphDependency[]> {
  const template = await readBufTemplate(path.join(workspaceRoot, sdk.root));
  const folders = (template?.inputs ?? []).map((input) => path.posix.join(sdk.root, input));
  const contracts = workspace.filter(
    ({ type, root }) =>
      type === 'contract' && folders.some((folder) => folder === root || folder.startsWith(`${root}/`)),
  );
  const sourceFile = path.posix.join(sdk.root, BUF_TEMPLATE);
  return contracts.map(({ name }) => ({
    source: sdk.name,
    target: name,
    sourceFile,
    type: STATIC,
  }));
}
