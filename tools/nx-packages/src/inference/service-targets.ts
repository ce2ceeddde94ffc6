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
import type { ProjectFacts } from './project-facts.ts';
import { cached, neverCached, type Targets } from './target.ts';

/** The targets of a service: `consume` resolves it against published SDKs, `build` and `test` run with the result. */
export function serviceTargets(
  workspaceRoot: string,
  service: WorkspaceProject,
  { ecosystem, linkTargets }: ProjectFacts,
): Targets {
  const pipeline = pipelineInputs(workspaceRoot, service.name);
  const clients = clientInputs(ecosystem);
  const sources = ['default', ...pathInputs([...service.extraInputs, ...linkTargets])];
  const consumed = {
    dependsOn: ['consume'],
    inputs: [
      ...sources,
      { dependentTasksOutputFiles: '**/*' },
      packedManifests,
      // A cache hit runs no check, so the digests of the locks and of the packed manifests are in the key.
      runtimeInput(workspaceRoot, 'consumed-digest', service.name),
      ...clients,
      ...pipeline,
    ],
  };
  return {
    consume: cached({
      executor: '@ameideio/nx-packages:consume',
      dependsOn: ['^versions'],
      inputs: [
        ...sources,
        packedManifests,
        runtimeInput(workspaceRoot, 'gate-digest', service.name),
        ...addressInputs(ecosystem),
        ...clients,
        ...pipeline,
      ],
      outputs: [`{workspaceRoot}/${places.consume(service.name)}`],
    }),
    build: cached({
      executor: '@ameideio/nx-packages:build-service',
      outputs: [`{workspaceRoot}/${places.services(service.name)}`],
      ...consumed,
    }),
    test: cached({ executor: '@ameideio/nx-packages:test-service', ...consumed }),
    start: neverCached({ executor: '@ameideio/nx-packages:start', dependsOn: ['build'] }),
  };
}
