import { isBuiltin } from 'node:module';
import type { Node } from 'oxc-parser';
import { type FileNames, isFunction } from './file-names.ts';
import { containsNode, isName, propertyName } from './syntax-tree.ts';

/** Properties of `process` and `node:os` that differ between machines, runtimes and their versions. */
const HOST_PROPERTIES = [
  'arch',
  'browser',
  'machine',
  'pkg',
  'platform',
  'release',
  'resourcesPath',
  'type',
  'version',
  'versions',
];

/** Variables of the environment by which a program recognises its host. */
const HOST_VARIABLES = ['NEXT_RUNTIME', 'ELECTRON_RUN_AS_NODE', 'VITEST', 'JEST_WORKER_ID'];

/** Names in every module of Node.js: a `typeof` of these says how the module was loaded, not where it runs. */
const NODE_NAMES = [
  'require',
  'module',
  'exports',
  'define',
  'process',
  'global',
  'globalThis',
  'Buffer',
  '__dirname',
  '__filename',
  '__webpack_require__',
];

const GLOBAL_OBJECTS = ['globalThis', 'global', 'window', 'self'];
const HOST_OBJECTS = [...GLOBAL_OBJECTS, 'navigator', 'Deno', 'Bun', 'WorkerGlobalScope', 'EdgeRuntime'];

/** Properties of `import.meta` in Node.js; bundlers and test runners add their own. */
const NODE_META = ['url', 'dirname', 'filename', 'resolve', 'main'];

/** Functions by which a program checks whether a file exists. */
const LOOKS = ['existsSync', 'exists', 'accessSync', 'access', 'statSync', 'lstatSync', 'pathExistsSync'];

/** Packages that tell on which host a program runs. */
const DETECTORS = ['std-env', 'browser-or-node', 'detect-node', 'is-windows', 'is-browser', 'is-node'];

/** A longer value, in characters, is no flag, even if it mentions the platform somewhere. */
const LONGEST_FLAG = 300;

/**
 * Makes a test of whether a condition of one file depends on the platform, the host or the files on the disk. It
 * follows the names that the file gives to such conditions: `const isWindows = process.platform === 'win32'`.
 */
export function newHostCondition(names: FileNames): (condition: Node) => boolean {
  const { bound, bindings, imported } = names;
  const systems = new Set(['process']);
  const flags = new Set<string>();
  for (const { name, module, imported: from } of imported) {
    if (DETECTORS.includes(module)) flags.add(name);
    if (!isSystem(module)) continue;
    if (from === '*' || from === 'default') systems.add(name);
    if (HOST_PROPERTIES.includes(from)) flags.add(name);
  }

  const tells = (node: Node): boolean => {
    switch (node.type) {
      case 'Identifier':
        return flags.has(node.name) || (HOST_OBJECTS.includes(node.name) && isHostObject(node.name));
      case 'UnaryExpression':
        return (
          node.operator === 'typeof' &&
          node.argument.type === 'Identifier' &&
          !bound.has(node.argument.name) &&
          !NODE_NAMES.includes(node.argument.name)
        );
      case 'BinaryExpression':
        return node.operator === 'in' && isName(node.right, ...HOST_OBJECTS, 'process');
      case 'CallExpression':
        return LOOKS.some((look) => isName(node.callee, look) || propertyName(node.callee) === look);
      case 'MemberExpression':
        return tellsByProperty(node, propertyName(node));
      default:
        return false;
    }
  };

  // `typeof globalThis` and `globalThis` alone tell nothing; a property of it does.
  const isHostObject = (name: string): boolean =>
    !bound.has(name) && name !== 'globalThis' && name !== 'global';

  const tellsByProperty = (node: Extract<Node, { type: 'MemberExpression' }>, name = ''): boolean => {
    const { object } = node;
    if (object.type === 'MetaProperty') return !NODE_META.includes(name);
    if (isName(object, 'module')) return name === 'hot';
    if (propertyName(object) === 'env') return HOST_VARIABLES.includes(name);
    if (object.type !== 'Identifier') return false;
    if (systems.has(object.name)) return HOST_PROPERTIES.includes(name);
    return GLOBAL_OBJECTS.includes(object.name) && !bound.has(object.name) && !NODE_NAMES.includes(name);
  };

  const depends = (condition: Node): boolean => containsNode(condition, tells);

  const findFlags = (): void => {
    for (const [name, values] of bindings)
      for (const { pattern, value } of values) {
        if (isSystemModule(value)) systems.add(name);
        if (isName(value, ...systems) && pattern?.type === 'ObjectPattern') {
          for (const flagName of destructuredNames(pattern)) flags.add(flagName);
          continue;
        }
        if (!flags.has(name) && isFlag(value) && depends(value)) flags.add(name);
      }
  };

  // Searched late, because most files test no condition. Searched twice, since a flag may depend on another flag.
  let isLookedFor = false;
  return (condition) => {
    if (!isLookedFor) {
      isLookedFor = true;
      findFlags();
      findFlags();
    }
    return depends(condition);
  };
}

/** Whether a value is short, and no object or class with other contents. */
function isFlag(value: Node): boolean {
  return value.end - value.start <= LONGEST_FLAG && (isFunction(value) || !containsNode(value, isFunction));
}

function isSystem(module: string): boolean {
  return isBuiltin(module) && ['os', 'process'].includes(module.replace(/^node:/, ''));
}

/** Whether a value is a module such as `require('os')`. */
function isSystemModule(value: Node): boolean {
  if (value.type !== 'CallExpression' || !isName(value.callee, 'require')) return false;
  const [module] = value.arguments;
  return module?.type === 'Literal' && typeof module.value === 'string' && isSystem(module.value);
}

/** Lists the names that destructure a property that differs between hosts: `{ platform: name }`. */
function destructuredNames(pattern: Extract<Node, { type: 'ObjectPattern' }>): string[] {
  return pattern.properties.flatMap((one) =>
    one.type === 'Property' &&
    one.key.type === 'Identifier' &&
    HOST_PROPERTIES.includes(one.key.name) &&
    one.value.type === 'Identifier'
      ? [one.value.name]
      : [],
  );
}
