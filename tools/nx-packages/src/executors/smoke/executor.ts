import path from 'node:path';
import { smokeSdk } from '@ameideio/ecosystems';
import { readPackedManifest, writeSmokeResult } from '@ameideio/version-manifest';
import { places } from '../../workspace/places.ts';
import { sdkNames } from '../../workspace/required-sdks.ts';
import { targetExecutor } from '../run-target.ts';

/** Installs the published version in a sandbox and runs it. */
export default targetExecutor(async (_options, target) => {
  const { workspaceRoot, workspace, project, folder, ecosystem, log } = target;
  const packed = await readPackedManifest(path.join(workspaceRoot, places.packages(project.name)));
  const registry = ecosystem.registry(process.env);
  const result = await smokeSdk({
    packed,
    ecosystem,
    registry,
    environment: process.env,
    internalNames: () => sdkNames(workspaceRoot, workspace, ecosystem),
    sdk: folder,
    skip: project.smoke.skip,
    log,
  });
  await writeSmokeResult(path.join(workspaceRoot, places.smoke(project.name)), result);
});
