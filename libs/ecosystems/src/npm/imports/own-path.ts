import path from 'node:path';
import type { Node } from 'oxc-parser';
import { type FileNames, findBinding, isThisFile } from './file-names.ts';
import { isName, literalText, type Place, propertyName } from './syntax-tree.ts';

/** The value of an expression: a text, this file itself, or a path from the folder of this file. */
type Value =
  | { readonly is: 'text'; readonly text: string }
  | { readonly is: 'this file' }
  | { readonly is: 'path'; readonly path: string };

/** Limits the `const` after `const` that are followed; authors need no more. */
const MOST_NAMES = 5;

/**
 * Evaluates an expression to the path of a packed file, from the folder of the file that contains the expression:
 * `path.join(__dirname, 'schema.json')`, `new URL('./schema.json', import.meta.url)`. Undefined if only a run can know
 * the path.
 *
 * @param place where the expression stands.
 */
export function ownPath(node: Node | undefined, place: Place, names: FileNames): string | undefined {
  const value = node && evaluate(node, place, names, MOST_NAMES);
  return value?.is === 'path' ? value.path : undefined;
}

function evaluate(node: Node, place: Place, names: FileNames, left: number): Value | undefined {
  const inner = (one: Node | undefined): Value | undefined => one && evaluate(one, place, names, left);
  const text = literalText(node);
  if (text !== undefined) return { is: 'text', text };
  if (isThisFile(node) && !names.bound.has('__filename')) return { is: 'this file' };
  switch (node.type) {
    case 'Identifier': {
      const binding = findBinding(place, node.name, names);
      if (binding === undefined)
        return node.name === '__dirname' && !names.bound.has(node.name)
          ? { is: 'path', path: '.' }
          : undefined;
      if (left === 0 || binding.pattern?.type !== 'Identifier') return undefined;
      return evaluate(binding.value, binding.place, names, left - 1);
    }
    case 'MemberExpression': {
      const name = propertyName(node);
      if (node.object.type === 'MetaProperty')
        return name === 'dirname' ? { is: 'path', path: '.' } : undefined;
      return name === 'pathname' || name === 'href' ? inner(node.object) : undefined;
    }
    case 'NewExpression': {
      const [relative, base] = node.arguments.map(inner);
      if (!isName(node.callee, 'URL') || base?.is !== 'this file' || relative?.is !== 'text')
        return undefined;
      return /^([a-z]+:|\/)/i.test(relative.text) ? undefined : { is: 'path', path: relative.text };
    }
    case 'BinaryExpression':
      return node.operator === '+' ? concatenate([inner(node.left), inner(node.right)]) : undefined;
    case 'TemplateLiteral': {
      const parts = node.quasis.flatMap(({ value }, index) => [
        { is: 'text', text: value.cooked ?? '' } as const,
        ...(node.expressions[index] === undefined ? [] : [inner(node.expressions[index])]),
      ]);
      return concatenate(parts.filter((part) => part?.is !== 'text' || part.text !== ''));
    }
    case 'CallExpression':
      return evaluateCall(calleeName(node.callee), node.arguments.map(inner));
    default:
      return undefined;
  }
}

/** Returns the name of a function, with or without its object: `join` of `path.join`. */
export function calleeName(callee: Node): string | undefined {
  return callee.type === 'Identifier' ? callee.name : propertyName(callee);
}

function evaluateCall(name: string | undefined, values: readonly (Value | undefined)[]): Value | undefined {
  const [first, ...rest] = values;
  if (name === 'fileURLToPath' || name === 'String' || name === 'normalize') return first;
  if (name === 'dirname' && first?.is === 'this file') return { is: 'path', path: '.' };
  if (name === 'dirname' && first?.is === 'path') return { is: 'path', path: path.posix.dirname(first.path) };
  if ((name !== 'join' && name !== 'resolve') || first === undefined || first.is === 'text') return undefined;
  const texts = rest.flatMap((value) => (value?.is === 'text' ? [value.text] : []));
  // `path.join(__filename, '..')` starts below the file, so its `..` leads to the folder.
  const base = first.is === 'path' ? first.path : './file';
  if (texts.length < rest.length || (name === 'resolve' && texts.some((text) => text.startsWith('/'))))
    return undefined;
  return { is: 'path', path: path.posix.join(base, ...texts) };
}

function concatenate(values: readonly (Value | undefined)[]): Value | undefined {
  const [first, ...rest] = values;
  const texts = rest.flatMap((value) => (value?.is === 'text' ? [value.text] : []));
  if (first?.is !== 'path' || texts.length < rest.length) return undefined;
  return { is: 'path', path: first.path + texts.join('') };
}
