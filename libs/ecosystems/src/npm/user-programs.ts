import type { ExportedPath } from './export-map.ts';

const isModule = ({ file }: ExportedPath): boolean => file === undefined || /\.[cm]?js$/.test(file);
const isJson = ({ file }: ExportedPath): boolean => file?.endsWith('.json') ?? false;

/** A program that imports each path, a line each, so that Node's error names the one that fails. */
export function importProgram(paths: readonly ExportedPath[]): string {
  const modules = paths
    .filter(isModule)
    .map(({ specifier }) => `await import(${JSON.stringify(specifier)});`);
  const data = paths
    .filter(isJson)
    .map(({ specifier }) => `await import(${JSON.stringify(specifier)}, { with: { type: 'json' } });`);
  return lines([...modules, ...data]);
}

/** A program whose types are those of each path. */
export function typesProgram(paths: readonly ExportedPath[]): string {
  const modules = paths.filter(isModule);
  return lines(
    modules.map(({ specifier }, index) => `export * as path${index} from ${JSON.stringify(specifier)};`),
  );
}

function lines(statements: readonly string[]): string {
  return statements.map((statement) => `${statement}\n`).join('');
}

/**
 * What a careful user compiles with. The declarations of everything that came with the package are checked too, and
 * may use the types that it brought, but no others.
 */
export const STRICT_TSCONFIG = {
  compilerOptions: {
    strict: true,
    module: 'nodenext',
    target: 'esnext',
    types: ['*'],
    skipLibCheck: false,
    noEmit: true,
  },
};
