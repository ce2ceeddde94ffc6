import { neverCached, type Targets, takesRelease } from './target.ts';

/** The targets of the project that stands for the registries. */
export function registriesTargets(): Targets {
  return {
    preflight: neverCached({ executor: '@ameideio/nx-packages:preflight', ...takesRelease }),
    serve: neverCached({ executor: '@ameideio/nx-packages:serve', continuous: true }),
    wipe: neverCached({ executor: '@ameideio/nx-packages:wipe' }),
    health: neverCached({ executor: '@ameideio/nx-packages:health' }),
    report: neverCached({ executor: '@ameideio/nx-packages:report' }),
  };
}
