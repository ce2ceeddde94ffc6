import type { ImportFailure, InstalledReport } from '../installed-report.ts';

/** Makes a report of a distribution without faults, with some fields replaced. */
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

/** Makes the failure of a module that needs another module. */
export function needs(missing: string, some: Partial<ImportFailure> = {}): ImportFailure {
  const error = `ModuleNotFoundError: No module named '${missing}'`;
  return { error, missing: [missing], elsewhere: null, asked_by: null, ...some };
}
