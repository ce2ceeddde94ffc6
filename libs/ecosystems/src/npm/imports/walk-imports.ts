import path from 'node:path';
import { type FoundImport, findImports } from './find-imports.ts';
import { formatOf, type PackageFiles } from './package-files.ts';
import { type Resolved, resolveImport } from './resolve-import.ts';

/** The files at which a walk starts: those that users load. */
export interface Roots {
  /** Files that Node.js loads. */
  readonly node: readonly string[];
  /** Files that only bundlers or other hosts load. */
  readonly others: readonly string[];
}

/** An import of a packed file, and its target. */
export interface WalkedImport extends FoundImport {
  readonly file: string;
  /** Whether Node.js loads the file. */
  readonly forNode: boolean;
  readonly resolved: Resolved;
}

const VERBS = { import: 'imports', require: 'imports', start: 'starts', read: 'reads' };

const JAVASCRIPT = /\.(?:[cm]?js|jsx)$/;

/**
 * Lists every import of the files that the roots lead to, inside the package.
 *
 * @param isScript whether a file without an extension of JavaScript contains JavaScript, as a bin may.
 */
export function walkImports(
  roots: Roots,
  files: PackageFiles,
  isScript: (file: string) => boolean = () => false,
): WalkedImport[] {
  const found: WalkedImport[] = [];
  const written = new Set<string>();
  const visited = new Set<string>();
  const walk = (start: readonly string[], forNode: boolean): void => {
    const waiting = [...start];
    for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
      if (visited.has(file) || !files.has(file) || !(JAVASCRIPT.test(file) || isScript(file))) continue;
      visited.add(file);
      const { imports, writes } = findImports(file, files.read(file), formatOf(file, files));
      for (const one of writes) written.add(path.posix.join(path.posix.dirname(file), one));
      for (const one of imports) {
        const resolved = resolveImport(one, { file, forNode }, files);
        found.push({ ...one, file, forNode, resolved });
        if (resolved.to === 'file' && one.way !== 'read') waiting.push(resolved.file);
      }
    }
  };
  walk(roots.node, true);
  walk(roots.others, false);
  return found.filter((one) => one.way !== 'read' || !isWritten(one, written));
}

/** Whether the package itself creates the file, or a folder around it. */
function isWritten({ file, specifier }: WalkedImport, written: ReadonlySet<string>): boolean {
  let at = path.posix.join(path.posix.dirname(file), specifier);
  for (; at !== '.' && at !== '..' && at !== '/'; at = path.posix.dirname(at))
    if (written.has(at)) return true;
  return false;
}

/** Lists the imports that must resolve but do not, and why, each once. */
export function findBrokenImports(imports: readonly WalkedImport[]): BrokenImport[] {
  const found = imports.flatMap(({ file, line, specifier, forNode, way, optional, resolved }) => {
    if (optional || !('reason' in resolved)) return [];
    const { reason } = resolved;
    const undeclared = resolved.to === 'undeclared' ? resolved : undefined;
    return [{ file, line, specifier, forNode, way, undeclared, reason }];
  });
  const byLine = new Map(found.map((one) => [describeImport(one), one]));
  return [...byLine].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

type Undeclared = Extract<Resolved, { readonly to: 'undeclared' }>;

export interface BrokenImport extends Pick<WalkedImport, 'file' | 'line' | 'specifier' | 'forNode' | 'way'> {
  /** The undeclared package; undefined for another fault. */
  readonly undeclared: Pick<Undeclared, 'name' | 'isForAuthors'> | undefined;
  readonly reason: string;
}

/** Describes an import, for the start of a message about its fault. */
export function describeImport({
  file,
  line,
  specifier,
  way,
}: Pick<WalkedImport, 'file' | 'line' | 'specifier' | 'way'>): string {
  return `${file}:${line} ${VERBS[way]} "${specifier}"`;
}

/** Lists the imports of a file, and of every file that it leads to. */
export function listImportsFrom(file: string, imports: readonly WalkedImport[]): WalkedImport[] {
  const byFile = Map.groupBy(imports, (one) => one.file);
  const reached = new Set([file]);
  for (const at of reached)
    for (const { resolved } of byFile.get(at) ?? []) if (resolved.to === 'file') reached.add(resolved.file);
  return [...reached].flatMap((at) => byFile.get(at) ?? []);
}
