import type { ImportFailure, InstalledReport } from '../installed-report.ts';

/** A report of a distribution that has nothing wrong, and some of its fields. */
export function sampleReport(some: Partial<InstalledReport> = {}): InstalledReport {
  return {
    version: '1',
    altered: [],
    modules: ['a'],
    mains: [],
    others: 0,
    failures: {},
    tests: [],
    templates: [],
    entryPoints: [],
    unresolved: [],
    used: {},
    thirdParties: {},
    plugins: [],
    untyped: [],
    requirements: [],
    extras: [],
    providers: {},
    declared: [],
    ...some,
  };
}

/** The failure of a module that needs another. */
export function needs(missing: string, some: Partial<ImportFailure> = {}): ImportFailure {
  const error = `ModuleNotFoundError: No module named '${missing}'`;
  return { error, missing: [missing], elsewhere: null, asked_by: null, ...some };
}
