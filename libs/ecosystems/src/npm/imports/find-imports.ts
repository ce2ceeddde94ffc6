import { type Node, type ParseResult, parseSync } from 'oxc-parser';
import { findFileAccesses } from './file-access.ts';
import { type FileNames, isFunction, isOwnRequirer, newFileNames, requirerAt } from './file-names.ts';
import { newHostCondition } from './host-condition.ts';
import { isDead, mayBeAbsent } from './optional-place.ts';
import { literalText, outward, type Place, propertyName, visitTree } from './syntax-tree.ts';

export type Format = 'module' | 'commonjs';

/** An import whose target is a literal in the source. */
export interface FoundImport {
  readonly specifier: string;
  /**
   * How Node.js finds the target. `start` is a worker or a child process, `read` a file's contents: both are paths from
   * the folder of the importing file.
   */
  readonly way: 'import' | 'require' | 'start' | 'read';
  /** Counted from 1. */
  readonly line: number;
  /** Whether loading the file loads the target too. */
  readonly eager: boolean;
  /** Whether the program goes on without the target: the import is under `try`, or behind a condition on the host. */
  readonly optional: boolean;
}

export interface ParsedFile {
  readonly format: Format;
  /** Empty if the file is no JavaScript. */
  readonly imports: readonly FoundImport[];
  /** Paths that the file writes, from its folder. */
  readonly writes: readonly string[];
}

/** Skips most files of large packages, which match none of these words. */
const MAY_IMPORT = /\bimport\b|\bfrom\b|require|__dirname|__filename/i;
const MAY_CALL = /require|__dirname|__filename|\bimport\.meta\b/i;

/**
 * Finds the imports of a JavaScript file: static ones, and `import()`, `require()`, `require.resolve()` and workers
 * with a literal target. It skips targets that only a run can know, and code that never runs.
 *
 * @param format undefined if the file's own syntax decides, as in a package without `type`.
 */
export function findImports(file: string, source: string, format?: Format): ParsedFile {
  const none = { format: format ?? 'commonjs', imports: [], writes: [] };
  const parsed = MAY_IMPORT.test(source) ? parse(file, source, format) : undefined;
  if (parsed === undefined) return none;

  const { result, format: used } = parsed;
  const lineAt = newLines(source);
  const imports = listStaticImports(result).map(
    ({ specifier, start }): FoundImport => ({
      specifier,
      way: 'import',
      line: lineAt(start),
      eager: true,
      optional: false,
    }),
  );
  // Most modules end here: building the tree of a file costs more than everything else.
  if (result.module.dynamicImports.length === 0 && !MAY_CALL.test(source))
    return { format: used, imports, writes: [] };

  const { names, visit } = newFileNames();
  const places: Place[] = [];
  visitTree(result.program, (place) => {
    visit(place);
    if (CALLING.includes(place.node.type)) places.push(place);
  });
  const isHostCondition = newHostCondition(names);
  const writes: string[] = [];
  const called = places.flatMap((place): FoundImport[] => {
    const targets = targetsOf(place, names, used, writes);
    if (targets.length === 0 || isDead(place)) return [];
    const optional = mayBeAbsent(place, isHostCondition);
    return targets.map((target) => {
      const eager = target.way === 'require' && !optional && !isInFunction(place);
      return { ...target, line: lineAt(place.node.start), eager, optional };
    });
  });
  // A file that tries a module in one place copes with its absence in all of them.
  const tried = new Set(called.filter(({ optional }) => optional).map(({ specifier }) => specifier));
  const knowing = called.map((one) => ({ ...one, optional: tried.has(one.specifier) }));
  return { format: used, imports: [...imports, ...knowing], writes };
}

/** Makes a function from an offset to its line; counts the file's lines once. */
function newLines(source: string): (offset: number) => number {
  const ends = [...source.matchAll(/\n/g)].map(({ index }) => index);
  return (offset) => {
    const at = ends.findIndex((end) => end >= offset);
    return (at === -1 ? ends.length : at) + 1;
  };
}

/** Lists the sources of `import … from` and `export … from`, which the parser knows without a tree. */
function listStaticImports({
  module,
}: ParseResult): { readonly specifier: string; readonly start: number }[] {
  const exported = module.staticExports.flatMap(({ entries }) =>
    entries.flatMap(({ moduleRequest }) => moduleRequest ?? []),
  );
  const requests = [...module.staticImports.map(({ moduleRequest }) => moduleRequest), ...exported];
  const byStart = new Map(requests.map(({ value, start }) => [start, { specifier: value, start }]));
  return [...byStart.values()].sort((a, b) => a.start - b.start);
}

const CALLING = ['ImportExpression', 'CallExpression', 'NewExpression'];

/** Parses a file as Node.js does: without `type`, a file that is no CommonJS may still be a module. */
function parse(
  file: string,
  source: string,
  format: Format | undefined,
): { readonly format: Format; readonly result: ParseResult } | undefined {
  for (const sourceType of format === undefined ? (['commonjs', 'module'] as const) : [format]) {
    const lang = file.endsWith('.jsx') ? 'jsx' : 'js';
    const result = parseSync(file, source, { lang, sourceType, preserveParens: false });
    if (result.errors.length === 0) return { format: sourceType, result };
  }
  return undefined;
}

type Target = Pick<FoundImport, 'specifier' | 'way'>;

/** @param writes collects the paths that the place writes. */
function targetsOf(place: Place, names: FileNames, format: Format, writes: string[]): Target[] {
  const { node } = place;
  if (node.type === 'ImportExpression') return target(node.source, 'import');
  if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return [];
  if (node.type === 'CallExpression' && isRequiring(place, node.callee, names, format, node.arguments.length))
    return target(node.arguments[0], 'require');
  const accesses = findFileAccesses(node, place, names);
  for (const { does, path } of accesses) if (does === 'write') writes.push(path);
  return accesses.flatMap(({ does, path }) => (does === 'write' ? [] : [{ specifier: path, way: does }]));
}

function target(node: Node | undefined, way: FoundImport['way']): Target[] {
  const specifier = literalText(node);
  return specifier === undefined ? [] : [{ specifier, way }];
}

/** Whether a call is this file's own `require(…)`, `require.resolve(…)` or `createRequire(import.meta.url)(…)`. */
function isRequiring(
  place: Place,
  callee: Node,
  names: FileNames,
  format: Format,
  argumentCount: number,
): boolean {
  if (callee.type === 'Identifier') return requirerAt(place, callee.name, names, format) === 'own';
  if (callee.type !== 'MemberExpression') return isOwnRequirer(callee, names);
  const { object } = callee;
  if (object.type !== 'Identifier') return propertyName(callee) === 'resolve' && isOwnRequirer(object, names);
  const name = propertyName(callee);
  // With options, `require.resolve` searches elsewhere.
  if (name === 'resolve')
    return argumentCount === 1 && requirerAt(place, object.name, names, format) === 'own';
  return (
    name === 'require' && object.name === 'module' && format === 'commonjs' && !names.bound.has('module')
  );
}

function isInFunction(place: Place): boolean {
  for (const { node } of outward(place)) if (isFunction(node)) return true;
  return false;
}
