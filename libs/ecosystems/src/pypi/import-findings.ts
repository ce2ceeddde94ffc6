import type { ImportFailure, InstalledReport } from './installed-report.ts';

/** One part of a distribution that does not work in an environment. */
export interface ImportFinding {
  readonly kind: 'module' | 'entry point' | 'import';
  /** Equal in every environment. */
  readonly key: string;
  /** The module that fails or imports. */
  readonly module: string;
  /** The part's description in messages. */
  readonly what: string;
  readonly why: string;
  /** The modules that were not found; the one that caused the failure comes first. */
  readonly missing: readonly string[];
  readonly failure: ImportFailure | undefined;
}

/** Lists everything that does not work. A package that fails stands for its modules. */
export function listImportFindings(report: InstalledReport): ImportFinding[] {
  const { failures, entryPoints, unresolved } = report;
  const modules = Object.entries(failures)
    .filter(([module]) => !listPackagesAbove(module).some((above) => failures[above] !== undefined))
    .map(
      ([module, failure]): ImportFinding => ({
        kind: 'module',
        key: module,
        module,
        what: `import ${module}`,
        why: failure.error,
        missing: failure.missing,
        failure,
      }),
    );
  const loads = entryPoints.flatMap(({ group, name, value, module, failure }): ImportFinding[] =>
    failure === null
      ? []
      : [
          {
            kind: 'entry point',
            key: `${group} ${name}`,
            module,
            what: `entry point ${name} = ${value} of ${group}`,
            why: failure.error,
            missing: failure.missing,
            failure,
          },
        ],
  );
  const imports = unresolved
    // A module that fails has its own finding.
    .filter(
      ({ module }) => ![module, ...listPackagesAbove(module)].some((one) => failures[one] !== undefined),
    )
    .map(
      ({ file, line, module, imported, text }): ImportFinding => ({
        kind: 'import',
        key: `${file}:${line} ${imported}`,
        module,
        what: `${file}:${line} imports ${text === imported ? imported : `${imported} (as ${text})`}`,
        why: 'it is not packed, not in the standard library, and nothing that is declared brings it',
        missing: [imported],
        failure: undefined,
      }),
    );
  return [...modules, ...loads, ...imports];
}

/** Lists the packages above a module: `a`, `a.b` for `a.b.c`. */
export function listPackagesAbove(module: string): string[] {
  const parts = module.split('.');
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('.'));
}

export function topOf(module: string): string {
  return module.split('.', 1)[0] ?? module;
}
