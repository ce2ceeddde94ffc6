import type { Node } from 'oxc-parser';
import { isName, literalText, outward, type Place, propertyName } from './syntax-tree.ts';

/** Names of operating systems in `process.platform`: the keys of a table of loaders. */
const PLATFORM_KEY =
  /^(aix|android|cygwin|darwin|freebsd|haiku|linux|netbsd|openbsd|sunos|win32)([-_](x64|arm64|arm|ia32|x32|riscv64|ppc64|s390x|musl|gnu).*)?$/;

/**
 * Whether a program goes on after a failed import at this place, or skips the place on some hosts. Such places are
 * under `try`, before a `.catch`, or behind a condition on the host.
 *
 * @param isHostCondition whether a condition depends on the host.
 */
export function mayBeAbsent(place: Place, isHostCondition: (condition: Node) => boolean): boolean {
  // A `.catch` excuses a single import, not a whole program: `(async () => { … })().catch(exit)`.
  let isAlone = true;
  for (const at of outward(place)) {
    if (at.parent === undefined) return false;
    const { node: around } = at.parent;
    if (isTried(at, around) || (isAlone && isCaught(at, around))) return true;
    if (isBehindHostCondition(at, around, isHostCondition)) return true;
    if (followsHostExit(at, around, isHostCondition)) return true;
    isAlone &&= !(around.type === 'BlockStatement' && around.body.length > 1);
  }
  return false;
}

/** Whether the program never reaches this place: `if (false) …`, `0 && …`. */
export function isDead(place: Place): boolean {
  for (const { node, parent, key } of outward(place)) {
    const around = parent?.node;
    if (around?.type === 'IfStatement' || around?.type === 'ConditionalExpression') {
      const { test } = around;
      if (isFalse(test) && node !== test && key === 'consequent') return true;
    }
    if (around?.type === 'LogicalExpression' && key === 'right')
      if (around.operator === '&&' && isFalse(around.left)) return true;
  }
  return false;
}

function isFalse(node: Node): boolean {
  if (node.type === 'UnaryExpression') return node.operator === '!' && isTrue(node.argument);
  return node.type === 'Literal' && !node.value && node.value !== null;
}

function isTrue(node: Node): boolean {
  return node.type === 'Literal' && Boolean(node.value);
}

function isTried({ key }: Place, around: Node): boolean {
  return around.type === 'TryStatement' && key === 'block' && around.handler !== null;
}

function isCaught({ node, parent, key }: Place, around: Node): boolean {
  // In `import('x').catch(…)` the import is the object of the called member.
  const call = parent?.parent?.node;
  if (around.type === 'MemberExpression' && key === 'object' && call?.type === 'CallExpression') {
    if (call.callee !== around) return false;
    const name = propertyName(around);
    return name === 'catch' || (name === 'then' && call.arguments.length > 1);
  }
  return (
    around.type === 'CallExpression' &&
    around.callee !== node &&
    isName(around.callee.type === 'MemberExpression' ? around.callee.object : undefined, 'Promise') &&
    propertyName(around.callee) === 'allSettled'
  );
}

function isBehindHostCondition(
  { node, key, parent }: Place,
  around: Node,
  isHostCondition: (condition: Node) => boolean,
): boolean {
  switch (around.type) {
    case 'IfStatement':
    case 'ConditionalExpression':
      return node !== around.test && isHostCondition(around.test);
    case 'LogicalExpression':
      return key === 'right' && isHostCondition(around.left);
    case 'SwitchCase': {
      const whole = parent?.parent?.node;
      if (key !== 'consequent' || whole?.type !== 'SwitchStatement') return false;
      return isHostCondition(whole.discriminant) || (around.test !== null && isHostCondition(around.test));
    }
    case 'Property':
      return key === 'value' && PLATFORM_KEY.test(keyText(around.key));
    default:
      return false;
  }
}

function keyText(key: Node): string {
  return key.type === 'Identifier' ? key.name : (literalText(key) ?? '');
}

/** After `if (process.platform !== 'darwin') return;` the rest of the block is behind that condition. */
function followsHostExit(
  { key, index }: Place,
  around: Node,
  isHostCondition: (condition: Node) => boolean,
): boolean {
  if ((around.type !== 'BlockStatement' && around.type !== 'Program') || key !== 'body') return false;
  return around.body
    .slice(0, index)
    .some((one) => one.type === 'IfStatement' && exits(one.consequent) && isHostCondition(one.test));
}

function exits(statement: Node): boolean {
  if (statement.type === 'BlockStatement') {
    const last = statement.body.at(-1);
    return last !== undefined && exits(last);
  }
  if (statement.type === 'ExpressionStatement') {
    const { expression } = statement;
    return (
      expression.type === 'CallExpression' &&
      expression.callee.type === 'MemberExpression' &&
      isName(expression.callee.object, 'process') &&
      propertyName(expression.callee) === 'exit'
    );
  }
  return ['ReturnStatement', 'ThrowStatement', 'ContinueStatement', 'BreakStatement'].includes(
    statement.type,
  );
}
