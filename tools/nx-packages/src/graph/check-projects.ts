import { PackagesError } from '@ameideio/version-manifest';
import type { ProjectConfiguration, TargetConfiguration } from '@nx/devkit';
import type { InferredProject } from './inferred-projects.ts';

/**
 * Checks that Nx has kept the inferred projects and targets.
 *
 * An npm workspace, a `project.json` or another plugin can replace a target. A service could then build against an SDK that
 * is not published.
 *
 * @param merged the projects by the names that Nx has given them.
 * @throws PackagesError TARGET_REPLACED, naming every one.
 */
export function checkProjects(
  inferred: readonly Pick<InferredProject, 'name' | 'root' | 'targets'>[],
  merged: Readonly<Record<string, ProjectConfiguration>>,
): void {
  const found = inferred.flatMap(({ name, root, targets }) => {
    const project = merged[name];
    if (project?.root !== root) return [`${root} is no longer the project ${name}`];
    return Object.entries(targets)
      .filter(([target, own]) => !isUpheld(own, project.targets?.[target]))
      .map(([target]) => `${name}:${target} is no longer the pipeline's`);
  });
  if (found.length > 0)
    throw new PackagesError(
      'TARGET_REPLACED',
      `${found.join('; ')}. Remove the npm workspace, the project.json or the plugin that says otherwise.`,
    );
}

/** Whether a target still runs the same executor after the same tasks. Other plugins may add to it. */
function isUpheld(own: TargetConfiguration, merged: TargetConfiguration | undefined): boolean {
  const on = (merged?.dependsOn ?? []).map((one) => JSON.stringify(one));
  return (
    merged?.executor === own.executor &&
    merged?.cache === own.cache &&
    (own.dependsOn ?? []).every((one) => on.includes(JSON.stringify(one)))
  );
}
