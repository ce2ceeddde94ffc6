import type { TargetConfiguration } from '@nx/devkit';

export type Targets = Record<string, TargetConfiguration>;

/**
 * Every target has the configuration `release`: Nx passes a configuration on to the tasks that a task depends on, but
 * not an option, so a release reaches `pack` and `preflight` only this way.
 */
const release = { configurations: { release: {} } };

export function cached(target: TargetConfiguration): TargetConfiguration {
  return { cache: true, ...release, ...target };
}

export function neverCached(target: TargetConfiguration): TargetConfiguration {
  return { cache: false, ...release, ...target };
}

/** For the two targets whose work a release changes. */
export const takesRelease = { options: { release: false }, configurations: { release: { release: true } } };
