import type { ExportedPath } from './export-map.ts';
import { typesFile } from './root-files.ts';

/**
 * Reduces the paths of patterns to the files that the package holds. The pattern `./*` also matches chunks of a
 * bundler's output, which differ between the module systems. A chunk has no declarations, and loads in its own system
 * alone.
 */
export function reducePaths(paths: readonly ExportedPath[], files: readonly string[]): ExportedPath[] {
  const known = new Set(files);
  const has = (file: string | undefined): boolean =>
    file !== undefined && known.has(file.replace(/^(\.\/)+/, ''));
  return paths.map((path) => {
    const { file, required, declared, matched } = path;
    const isDeclared = [declared.import, declared.require].some(
      (one) => one !== undefined && typesFile(one, files) !== undefined,
    );
    // A declared path must work in both systems if it has any code.
    if (!matched || (isDeclared && (has(file) || has(required)))) return path;
    const only = <T>(isHere: boolean, value: T): T | undefined => (isHere ? value : undefined);
    return {
      ...path,
      file: only(has(file), file),
      required: only(has(required), required),
      declared: {
        import: only(isDeclared || has(file), declared.import),
        require: only(isDeclared || has(required), declared.require),
      },
    };
  });
}
