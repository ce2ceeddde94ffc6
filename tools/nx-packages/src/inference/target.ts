import type { TargetConfiguration } from '@nx/devkit';

export type Targets = Record<string, TargetConfiguration>;

/**
 * The configuration `release`, which every target from `pack` on has.
 *
 * Nx passes a configuration on to the tasks that a task depends on, but not an option. So this is how a release reaches
 * `pack` and `preflight`.
 */
const release = { configurations: { release: {} } };

export function cached(target: TargetConfiguration): TargetConfiguration {
  return { cache: true, ...release, ...target };
}

export function neverCached(target: TargetConfiguration): TargetConfiguration {
  return { cache: false, ...release, ...target };
}

/** For `pack` and `preflight`, whose work a release changes. */
export const takesRelease = { options: { release: false }, configurations: { release: { release: true } } };
