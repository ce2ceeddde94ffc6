// Describes the exports of a module as plain data, as far as declarations speak of them.
import { types } from 'node:util';

/** @param {unknown} value the result of `import` or `require` */
export function describeExports(value) {
  const whole = describeValue(value);
  if (!types.isModuleNamespaceObject(value) || !whole.names.includes('default')) return { whole };
  return { whole, default: describeValue(/** @type {{ default: unknown }} */ (value).default) };
}

/** @param {unknown} value */
function describeValue(value) {
  /** @type {Set<string>} */
  const names = new Set();
  const opaque = types.isProxy(value);
  let at = value === undefined || value === null || opaque ? null : Object(value);
  for (; at !== null; at = types.isProxy(at) ? null : Object.getPrototypeOf(at))
    for (const name of Object.getOwnPropertyNames(at)) names.add(name);
  return { names: [...names], callable: typeof value === 'function', opaque };
}
