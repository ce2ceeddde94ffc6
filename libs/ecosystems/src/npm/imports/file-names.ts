import type { ArrowFunctionExpression, Function as FunctionNode, Node } from 'oxc-parser';
import { containsNode, isName, listBoundNames, outward, type Place, propertyName } from './syntax-tree.ts';

/** A name that a file binds to a value: `const name = value`, or a function of that name. */
export interface Binding {
  /** The name, or the pattern that contains it; undefined for a function. */
  readonly pattern: Node | undefined;
  readonly value: Node;
  readonly place: Place;
}

/** A name that a file imports from a module. */
export interface ImportedName {
  readonly name: string;
  readonly module: string;
  /** The module's name for it: `default`, or `*` for the whole module. */
  readonly imported: string;
}

/** The names of one file and their meanings, as far as imports depend on them. */
export interface FileNames {
  /** Every name that the file binds in any scope. */
  readonly bound: ReadonlySet<string>;
  /** By name. */
  readonly bindings: ReadonlyMap<string, readonly Binding[]>;
  readonly imported: readonly ImportedName[];
}

/** Makes a collector of names, to be called for each place of a tree. */
export function newFileNames(): { readonly names: FileNames; visit(place: Place): void } {
  const bound = new Set<string>();
  const bindings = new Map<string, Binding[]>();
  const imported: ImportedName[] = [];
  const bind = (pattern: Node): string[] => {
    const names = listBoundNames(pattern);
    for (const name of names) bound.add(name);
    return names;
  };

  const keep = (names: readonly string[], binding: Binding): void => {
    for (const name of names) bindings.set(name, [...(bindings.get(name) ?? []), binding]);
  };

  const visit = (place: Place): void => {
    const { node } = place;
    if (node.type === 'VariableDeclarator') {
      const names = bind(node.id);
      if (node.init !== null) keep(names, { pattern: node.id, value: node.init, place });
    } else if (isFunction(node)) {
      for (const parameter of node.params) bind(parameter);
      if (node.id === null) return;
      bind(node.id);
      keep([node.id.name], { pattern: undefined, value: node, place });
    } else if (node.type === 'ClassDeclaration' || node.type === 'ClassExpression') {
      if (node.id !== null) bind(node.id);
    } else if (node.type === 'CatchClause') {
      if (node.param !== null) bind(node.param);
    } else if (node.type === 'ImportDeclaration') {
      for (const specifier of node.specifiers) {
        bind(specifier.local);
        imported.push({
          name: specifier.local.name,
          module: node.source.value,
          imported: importedName(specifier),
        });
      }
    }
  };
  return { names: { bound, bindings, imported }, visit };
}

/** Returns the binding of a name that a place sees; undefined for a parameter, or if there are several or none. */
export function findBinding(place: Place, name: string, names: FileNames): Binding | undefined {
  const nearest = findNearestScope(place, name, names);
  return Array.isArray(nearest) && nearest.length === 1 ? nearest[0] : undefined;
}

/**
 * Says what `name('x')` loads at a place: `own` if it loads as this file's own `require` does, `none` if the name means
 * something else. A function's parameter named `require` belongs to a bundler.
 */
export function requirerAt(
  place: Place,
  name: string,
  names: FileNames,
  format: 'module' | 'commonjs',
): 'own' | 'none' {
  const nearest = findNearestScope(place, name, names);
  if (nearest === 'parameter') return 'none';
  const [binding] = nearest;
  if (binding !== undefined) return isOwnRequirer(binding.value, names) ? 'own' : 'none';
  return name === 'require' && format === 'commonjs' && !names.imported.some((one) => one.name === name)
    ? 'own'
    : 'none';
}

/** Returns the bindings of a name in the nearest scope around a place that has any. */
function findNearestScope(
  place: Place,
  name: string,
  { bindings }: FileNames,
): readonly Binding[] | 'parameter' {
  const all = bindings.get(name) ?? [];
  for (const { node, parent } of outward(place)) {
    if (!isFunction(node) && parent !== undefined) continue;
    if (isFunction(node) && node.params.flatMap((parameter) => listBoundNames(parameter)).includes(name))
      return 'parameter';
    const bindingsHere = all.filter((one) => scopeOf(one.place) === node);
    if (bindingsHere.length > 0) return bindingsHere;
  }
  return [];
}

/** Whether a node is `createRequire(import.meta.url)`, under any name, or with another expression for this file. */
export function isOwnRequirer(node: Node, { imported }: FileNames): boolean {
  if (node.type !== 'CallExpression') return false;
  const { callee } = node;
  const made =
    propertyName(callee) === 'createRequire' ||
    imported.some((one) => one.imported === 'createRequire' && isName(callee, one.name)) ||
    isName(callee, 'createRequire');
  const [from] = node.arguments;
  return made && from !== undefined && containsNode(from, isThisFile);
}

/** Whether a node is `import.meta.url`, `import.meta.filename` or `__filename`. */
export function isThisFile(node: Node): boolean {
  const property = propertyName(node);
  return (
    isName(node, '__filename') ||
    (node.type === 'MemberExpression' &&
      node.object.type === 'MetaProperty' &&
      (property === 'url' || property === 'filename'))
  );
}

export function isFunction(node: Node): node is FunctionNode | ArrowFunctionExpression {
  return (
    node.type === 'FunctionDeclaration' ||
    node.type === 'FunctionExpression' ||
    node.type === 'ArrowFunctionExpression'
  );
}

/** Returns the function around a place, or the root. */
function scopeOf(place: Place): Node {
  let root = place.node;
  for (const { node } of outward(place)) {
    if (node !== place.node && isFunction(node)) return node;
    root = node;
  }
  return root;
}

function importedName(specifier: Node): string {
  if (specifier.type === 'ImportNamespaceSpecifier') return '*';
  if (specifier.type !== 'ImportSpecifier') return 'default';
  return specifier.imported.type === 'Identifier' ? specifier.imported.name : specifier.imported.value;
}
