import type { WorkspaceProject } from '../workspace/read-workspace.ts';
import { neverCached, type Targets, takesRelease } from './target.ts';

/** The targets of the project that stands for the registries. */
export function registriesTargets(
  { mirrors }: WorkspaceProject,
  workspace: readonly WorkspaceProject[],
): Targets {
  const mirrorSmoke = neverCached({
    executor: '@ameideio/nx-packages:mirror-smoke',
    options: { mirrors },
    // While it keeps the registries from their upstreams nothing else may need one.
    parallelism: false,
  });
  const hasMirrors = Object.keys(mirrors).length > 0;
  const every = (type: WorkspaceProject['type'], target: string) => ({
    projects: workspace.filter((project) => project.type === type).map(({ name }) => name),
    target,
  });
  return {
    preflight: neverCached({ executor: '@ameideio/nx-packages:preflight', ...takesRelease }),
    serve: neverCached({ executor: '@ameideio/nx-packages:serve', continuous: true }),
    wipe: neverCached({ executor: '@ameideio/nx-packages:wipe' }),
    health: neverCached({ executor: '@ameideio/nx-packages:health' }),
    report: neverCached({ executor: '@ameideio/nx-packages:report' }),
    ...(hasMirrors && { 'mirror-smoke': mirrorSmoke }),
    // All of the contract in one, each part still a task of its own.
    pipeline: neverCached({
      executor: 'nx:noop',
      dependsOn: [
        ...(hasMirrors ? ['mirror-smoke'] : []),
        every('sdk', 'versions'),
        every('service', 'build'),
        every('service', 'test'),
      ],
    }),
  };
}
