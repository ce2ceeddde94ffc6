import type { ExportedPath } from './export-map.ts';
import { typesFile } from './root-files.ts';

/**
 * The paths of patterns, each with what the package holds of it. The pattern `./*` also gives the parts into which a
 * bundler has cut its output, which differ between the module systems. A part has no declarations, and is loaded in
 * the one system that has it.
 */
export function pathsHere(paths: readonly ExportedPath[], files: readonly string[]): ExportedPath[] {
  const known = new Set(files);
  const has = (file: string | undefined): boolean =>
    file !== undefined && known.has(file.replace(/^(\.\/)+/, ''));
  return paths.map((path) => {
    const { file, required, declared, matched } = path;
    const isDeclared = [declared.import, declared.require].some(
      (one) => one !== undefined && typesFile(one, files) !== undefined,
    );
    // A declared path must work in both systems, if it holds any code at all.
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
