import { type Node, visitorKeys } from 'oxc-parser';

/** A node of a syntax tree, with the path from the tree's root to it. */
export interface Place {
  readonly node: Node;
  /** Undefined at the root. */
  readonly parent: Place | undefined;
  /** The property of the parent's node that holds this node, alone or in a list. */
  readonly key: string;
  /** The index in that list; 0 if the property holds a single node. */
  readonly index: number;
}

/** Visits every node, a parent before its children. Without recursion: minified code nests thousands of nodes deep. */
export function visitTree(root: Node, visit: (place: Place) => void): void {
  search(root, (place) => {
    visit(place);
    return false;
  });
}

/** Whether the node or a node inside it fits. */
export function containsNode(root: Node, fits: (node: Node) => boolean): boolean {
  return search(root, ({ node }) => fits(node));
}

function search(root: Node, fits: (place: Place) => boolean): boolean {
  const waiting: Place[] = [{ node: root, parent: undefined, key: '', index: 0 }];
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    if (fits(place)) return true;
    pushChildren(place, waiting);
  }
  return false;
}

/** Yields the place itself and those around it, up to the root. */
export function* outward(place: Place): Generator<Place> {
  for (let at: Place | undefined = place; at !== undefined; at = at.parent) yield at;
}

/** Lists the names that a pattern binds: `{ a, b: [c], ...d }` binds a, c and d. */
export function listBoundNames(pattern: Node): string[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern.name];
    case 'ObjectPattern':
      return pattern.properties.flatMap((one) =>
        listBoundNames(one.type === 'RestElement' ? one.argument : one.value),
      );
    case 'ArrayPattern':
      return pattern.elements.flatMap((one) => (one === null ? [] : listBoundNames(one)));
    case 'AssignmentPattern':
      return listBoundNames(pattern.left);
    case 'RestElement':
      return listBoundNames(pattern.argument);
    default:
      return [];
  }
}

/** Returns the text of a string literal, or of a template without a `${}`; undefined for any other node. */
export function literalText(node: Node | null | undefined): string | undefined {
  if (node?.type === 'Literal') return typeof node.value === 'string' ? node.value : undefined;
  if (node?.type !== 'TemplateLiteral' || node.expressions.length > 0) return undefined;
  return node.quasis[0]?.value.cooked ?? undefined;
}

/** Returns the name after the dot of `object.name` or `object['name']`. */
export function propertyName(node: Node): string | undefined {
  if (node.type !== 'MemberExpression') return undefined;
  return !node.computed && node.property.type === 'Identifier'
    ? node.property.name
    : literalText(node.property);
}

/** Whether a node is one of these names. */
export function isName(node: Node | undefined, ...names: readonly string[]): boolean {
  return node?.type === 'Identifier' && names.includes(node.name);
}

/** Pushes the last child first, because the last one pushed is visited first. */
function pushChildren(parent: Place, waiting: Place[]): void {
  const keys = visitorKeys[parent.node.type] ?? [];
  for (let at = keys.length - 1; at >= 0; at -= 1) {
    const key = keys[at] ?? '';
    const value: unknown = Reflect.get(parent.node, key);
    if (!Array.isArray(value)) {
      if (isNode(value)) waiting.push({ node: value, parent, key, index: 0 });
      continue;
    }
    for (let index = value.length - 1; index >= 0; index -= 1) {
      const child: unknown = value[index];
      if (isNode(child)) waiting.push({ node: child, parent, key, index });
    }
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value;
}
