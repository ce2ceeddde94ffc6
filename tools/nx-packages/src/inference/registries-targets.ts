import type { WorkspaceProject } from '../workspace/read-workspace.ts';
import { neverCached, type Targets, takesRelease } from './target.ts';

/** The targets of the project `registries`. */
export function registriesTargets(
  { mirrors }: WorkspaceProject,
  workspace: readonly WorkspaceProject[],
): Targets {
  const mirrorSmoke = neverCached({
    executor: '@ameideio/nx-packages:mirror-smoke',
    options: { mirrors },
    // It cuts the registries off from their upstreams, so no other task may run beside it.
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
    // Runs every target of the contract on every project; each stays a task of its own.
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
