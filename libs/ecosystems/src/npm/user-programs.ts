import { isDeclarationFile } from './declaration-file.ts';
import type { ExportedPath } from './export-map.ts';

/** How a consumer loads a package: a `.mts` by `import`, a `.cts` by `require`. */
export type ModuleSystem = 'import' | 'require';

/** Makes a program that imports the types of each path; a path's line is its place in the list. */
export function typesProgram(paths: readonly ExportedPath[], system: ModuleSystem): string {
  return selectTypedPaths(paths, system)
    .map(({ specifier }, index) => consumerLine(JSON.stringify(specifier), index, system))
    .join('');
}

/** Selects the paths in which TypeScript looks for declarations. */
export function selectTypedPaths(paths: readonly ExportedPath[], system: ModuleSystem): ExportedPath[] {
  return paths.filter(({ subpath, declared }) => {
    const file = declared[system];
    // TypeScript refuses the import of a declaration file by its own name.
    if (isDeclarationFile(subpath)) return false;
    return file !== undefined && (isDeclarationFile(file) || /\.[cm]?[jt]sx?$/.test(file));
  });
}

function consumerLine(specifier: string, index: number, system: ModuleSystem): string {
  return system === 'import'
    ? `import * as path${index} from ${specifier}; export { path${index} };\n`
    : `import path${index} = require(${specifier}); export { path${index} };\n`;
}

/**
 * The settings of a careful user. They check the declarations of all installed packages too, which may use the types
 * that came with the package, but no others.
 */
export const STRICT_TSCONFIG = {
  compilerOptions: {
    strict: true,
    module: 'nodenext',
    target: 'esnext',
    types: ['*'],
    skipLibCheck: false,
    // TypeScript's own declarations are right, and checking them takes 0.4 of 0.5 s.
    skipDefaultLibCheck: true,
    noEmit: true,
  },
};
