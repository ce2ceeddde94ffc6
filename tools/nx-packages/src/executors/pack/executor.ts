import path from 'node:path';
import { packSdk } from '@ameideio/ecosystems';
import { places } from '../../workspace/places.ts';
import { publishedNames } from '../../workspace/required-sdks.ts';
import { sdkOf } from '../../workspace/sdk.ts';
import { targetExecutor } from '../run-target.ts';

interface PackOptions {
  readonly release: boolean;
}

/** Packs an SDK's artifacts and their manifest. */
export default targetExecutor<PackOptions>(
  async ({ release }, { workspaceRoot, workspace, project, log }) => {
    const sdk = await sdkOf(workspaceRoot, workspace, project.name);
    const sdkNames = [...(await publishedNames(workspaceRoot, workspace)).keys()];
    await packSdk({
      sdk,
      release,
      sdkNames,
      output: path.join(workspaceRoot, places.packages(project.name)),
      log,
    });
  },
);
