import path from 'node:path';
import { publish, readBackRecord } from '@ameideio/ecosystems';
import { PackagesError, readPackedManifest } from '@ameideio/version-manifest';
import { places } from '../../workspace/places.ts';
import { writePublishOutcome } from '../../workspace/publish-outcome.ts';
import { targetExecutor } from '../run-target.ts';

/** Makes the registry serve exactly what was packed. */
export default targetExecutor(async (_options, { workspaceRoot, project, ecosystem, log }) => {
  const folder = path.join(workspaceRoot, places.packages(project.name));
  const packed = await readPackedManifest(folder);
  const registry = ecosystem.registry(process.env);
  const record = readBackRecord(path.join(workspaceRoot, places.readBack));
  const outcome = await publish({ packed, folder, registry, record, log });
  switch (outcome.kind) {
    case 'conflict':
      throw new PackagesError(
        'PUBLISH_CONFLICT',
        `${registry.address} serves other bytes as ${outcome.file} of ${packed.name} ${packed.version}: sha256 ${outcome.served}, packed ${outcome.packed}. Nothing was changed; commit, or touch a changed file, for a new version.`,
      );
    case 'identical':
    case 'published': {
      await writePublishOutcome(workspaceRoot, project.name, packed, outcome.kind);
      log(
        `${outcome.kind === 'published' ? 'published' : 'unchanged'} ${packed.name} ${packed.version} at ${registry.address}`,
      );
    }
  }
});
