import path from 'node:path';
import { listSdkInputs } from '@ameideio/ecosystems';
import { readBufTemplate } from '../contract/buf-template.ts';
import { places } from '../workspace/places.ts';
import type { WorkspaceProject } from '../workspace/read-workspace.ts';
import {
  addressInputs,
  clientInputs,
  packedManifests,
  pathInputs,
  pipelineInputs,
  runtimeInput,
} from './inputs.ts';
import { ownTargets } from './own-targets.ts';
import type { ProjectFacts } from './project-facts.ts';
import { cached, neverCached, type Targets, takesRelease } from './target.ts';

/** The targets of an SDK: its own, then publish → smoke → versions. */
export async function sdkTargets(
  workspaceRoot: string,
  sdk: WorkspaceProject,
  facts: ProjectFacts,
  registries: string | undefined,
): Promise<Targets> {
  const folder = path.join(workspaceRoot, sdk.root);
  const { ecosystem, linkTargets } = facts;
  const own = ownTargets(workspaceRoot, sdk, facts);
  const generated = (await readBufTemplate(folder)) !== undefined;
  const pipeline = pipelineInputs(workspaceRoot, sdk.name);
  const clients = clientInputs(ecosystem);
  const inputs = listSdkInputs(sdk, ecosystem);
  return {
    ...own,
    ...(own.lint && generated && { lint: { ...own.lint, executor: '@ameideio/nx-packages:lint' } }),
    ...(generated && { generate: neverCached({ executor: '@ameideio/nx-packages:generate' }) }),
    pack: cached({
      executor: '@ameideio/nx-packages:pack',
      dependsOn: own.build ? ['build'] : [],
      inputs: [
        ...pathInputs([...inputs, ...linkTargets]),
        { dependentTasksOutputFiles: '**/*' },
        // With the files alone in the key, an edit and its reversal would restore an old version from the cache.
        runtimeInput(workspaceRoot, 'inputs-state', ecosystem.links, ...inputs),
        ...clients,
        ...pipeline,
      ],
      outputs: [`{workspaceRoot}/${places.packages(sdk.name)}`],
      ...takesRelease,
    }),
    publish: neverCached({
      executor: '@ameideio/nx-packages:publish',
      dependsOn: [
        'pack',
        'lint',
        'test',
        ...(registries === undefined ? [] : [{ projects: [registries], target: 'preflight' }]),
      ],
    }),
    smoke: cached({
      executor: '@ameideio/nx-packages:smoke',
      dependsOn: ['publish'],
      inputs: [
        '{projectRoot}/smoke/**/*',
        packedManifests,
        ...addressInputs(ecosystem),
        ...clients,
        ...pipeline,
      ],
      outputs: [`{workspaceRoot}/${places.smoke(sdk.name)}`],
    }),
    versions: neverCached({ executor: '@ameideio/nx-packages:versions', dependsOn: ['smoke'] }),
  };
}
