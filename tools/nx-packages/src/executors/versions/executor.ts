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

/** Writes an SDK's entry of the version JSON after its smoke has passed with the packed bytes. */
export default targetExecutor(async (_options, { workspaceRoot, project, ecosystem, log }) => {
  const packed = await readPackedManifest(path.join(workspaceRoot, places.packages(project.name)));
  const smoke = await readSmokeResult(path.join(workspaceRoot, places.smoke(project.name)));
  const entry = versionEntry(packed, smoke, new Date());
  if (entry === undefined) {
    throw new PackagesError(
      'SMOKE_STALE',
      `The last smoke of ${project.name} ran on other bytes than those that are packed now. Run "nx run ${project.name}:smoke".`,
    );
  }
  const file = places.versionJson(ecosystem.language);
  await writeVersionEntry(path.join(workspaceRoot, file), ecosystem.language, entry);
  log(`${entry.name} ${entry.version} is written to ${file}`);
});
