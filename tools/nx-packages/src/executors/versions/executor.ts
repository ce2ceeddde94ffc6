import path from 'node:path';
import {
  PackagesError,
  readPackedManifest,
  readSmokeResult,
  versionEntry,
  writeVersionEntry,
} from '@ameideio/version-manifest';
import { places } from '../../workspace/places.ts';
import { targetExecutor } from '../run-target.ts';

/** Writes an SDK's entry of the version JSON, once its smoke has passed on exactly the packed bytes. */
export default targetExecutor(async (_options, { workspaceRoot, project, ecosystem, log }) => {
  const packed = await readPackedManifest(path.join(workspaceRoot, places.packages(project.name)));
  const smoke = await readSmokeResult(path.join(workspaceRoot, places.smoke(project.name)));
  const entry = versionEntry(packed, smoke, new Date());
  if (entry === undefined) {
    throw new PackagesError(
      'SMOKE_STALE',
      `The smoke of ${project.name} was of other bytes than what is packed now. Run "nx run ${project.name}:smoke".`,
    );
  }
  const file = places.versionJson(ecosystem.language);
  await writeVersionEntry(path.join(workspaceRoot, file), ecosystem.language, entry);
  log(`${entry.name} ${entry.version} stands in ${file}`);
});
