import type { RunTimeExports, RunTimeValue } from '../run/exports.ts';

const OF_EVERY_MODULE = [
  'default',
  'module.exports',
  '__esModule',
  ...Object.getOwnPropertyNames(Object.prototype),
];

/** Whether a module is loaded for its effects, not for its exports. */
export function exportsNothing({ whole, default: standard }: RunTimeExports): boolean {
  return isEmpty(whole) && (standard === undefined || isEmpty(standard));
}

function isEmpty({ names, callable, opaque }: RunTimeValue): boolean {
  return !callable && !opaque && names.every((name) => OF_EVERY_MODULE.includes(name));
}
