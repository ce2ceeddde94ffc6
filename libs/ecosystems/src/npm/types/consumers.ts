import type { ExportedPath } from '../export-map.ts';
import { type ModuleSystem, selectTypedPaths, typesProgram } from '../user-programs.ts';
import type { Difference } from './compare-exports.ts';
import type { DeclaredExports, DescribedTypes } from './describe-types.ts';

/** The file of a consumer in each module system. */
export const CONSUMERS: Readonly<Record<ModuleSystem, string>> = {
  import: 'consumer.mts',
  require: 'consumer.cts',
};

/** Makes programs that use each path's types, from an ES module and from CommonJS: one program for the compiler. */
export function consumersOf(paths: readonly ExportedPath[]): Record<string, string> {
  return {
    [CONSUMERS.import]: typesProgram(paths, 'import'),
    [CONSUMERS.require]: typesProgram(paths, 'require'),
  };
}

/** A path with its declared exports in one module system; undefined if it has no declarations. */
export interface TypedPath {
  readonly system: ModuleSystem;
  readonly path: ExportedPath;
  readonly declared: DeclaredExports | undefined;
}

/** Reads the compiler's result for each path of {@link consumersOf}. */
export function typedPathsOf(paths: readonly ExportedPath[], { imports }: DescribedTypes): TypedPath[] {
  return (['import', 'require'] as const).flatMap((system) =>
    selectTypedPaths(paths, system).map((path, index) => ({
      system,
      path,
      declared: imports[CONSUMERS[system]]?.[index] ?? undefined,
    })),
  );
}

/** A declared name of a path for which no value was found. */
export interface Probe extends Pick<Difference, 'system' | 'specifier'> {
  readonly name: string;
}

/**
 * Makes programs that use each name as a value, a name a line. An error on a name's line means that TypeScript refuses
 * it as a value. Such a name is a const enum, or was exported by `export type`.
 */
export function probesOf(probes: readonly Probe[]): Record<string, string> {
  const program = (system: ModuleSystem): string =>
    probes
      .map((probe, index) =>
        probe.system === system
          ? `import { ${JSON.stringify(probe.name)} as value${index} } from ${JSON.stringify(probe.specifier)}; value${index};\n`
          : '\n',
      )
      .join('');
  return { [CONSUMERS.import]: program('import'), [CONSUMERS.require]: program('require') };
}
