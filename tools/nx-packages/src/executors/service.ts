import path from 'node:path';
import type { Service } from '@ameideio/ecosystems';
import { PackagesError, readPackedManifest } from '@ameideio/version-manifest';
import { places } from '../workspace/places.ts';
import { publishedNames, requiredSdks, sdkNames } from '../workspace/required-sdks.ts';
import { sdkFolders } from '../workspace/sdk.ts';
import type { Target } from './run-target.ts';

/**
 * Gives a service with the packed manifests of the SDKs that it requires, as the core takes it.
 *
 * @throws PackagesError OUTPUT_MISSING where one of them is not packed.
 */
export async function serviceOf({
  workspaceRoot,
  workspace,
  project,
  ecosystem,
  log,
}: Target): Promise<Service> {
  const sdks = await requiredSdks(workspaceRoot, project, await publishedNames(workspaceRoot, workspace));
  const pins = sdks.map((sdk) =>
    readPackedManifest(path.join(workspaceRoot, places.packages(sdk.name))).catch((cause: unknown) => {
      throw new PackagesError(
        'OUTPUT_MISSING',
        `${sdk.name} is not packed, and ${project.name} is pinned to its packed version. Run "nx run ${project.name}:consume", which packs it first.`,
        { cause },
      );
    }),
  );
  return {
    workspaceRoot,
    project: project.name,
    root: project.root,
    inputs: project.extraInputs,
    statedOutputs: project.outputs,
    sdkFolders: sdkFolders(workspace),
    ecosystem,
    pins: await Promise.all(pins),
    resolved: path.join(workspaceRoot, places.consume(project.name)),
    environment: process.env,
    internalNames: () => sdkNames(workspaceRoot, workspace, ecosystem),
    log,
  };
}
