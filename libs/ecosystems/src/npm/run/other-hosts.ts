import { exportMap, fileOf, NODE, type Target } from '../export-map.ts';
import { isKnownCondition } from '../known-conditions.ts';

/** Code of a subpath that Node.js does not load, and its condition. */
export interface OtherHost {
  readonly subpath: string;
  readonly condition: string;
}

/** Conditions of Node.js and TypeScript. Code below any other condition is for another host. */
const HERE = ['default', 'import', 'require', 'module', ...NODE];

/**
 * Lists the code that `exports` has for other hosts beside that for Node.js: `{ "browser": "./b.js", "default": … }`.
 * Omits files that Node.js loads too, under another condition.
 */
export function listOtherHosts(exports: unknown): OtherHost[] {
  if (exports === undefined || exports === null) return [];
  return exportMap(exports).flatMap(([subpath, target]) => {
    const here = [fileOf(target, ['import', ...NODE]), fileOf(target, ['require', ...NODE])];
    // Another check covers subpaths without code for Node.js.
    if (here.every((file) => typeof file !== 'string')) return [];
    const found = findCodeBelow(target, undefined).filter(({ file }) => !here.includes(file));
    const conditions = found.flatMap(({ condition }) => condition ?? []);
    return [...new Set(conditions)].map((condition) => ({ subpath, condition }));
  });
}

interface Code {
  readonly file: string;
  /** The outermost condition that Node.js does not set. */
  readonly condition: string | undefined;
}

function findCodeBelow(target: Target, condition: string | undefined): Code[] {
  if (target === null) return [];
  if (typeof target === 'string') return /\.[cm]?jsx?$/.test(target) ? [{ file: target, condition }] : [];
  if (Array.isArray(target)) return target.flatMap((inner) => findCodeBelow(inner, condition));
  return Object.entries(target).flatMap(([key, inner]) => {
    if (!isKnownCondition(key) || /^types(@|$)/.test(key)) return [];
    return findCodeBelow(inner, condition ?? (HERE.includes(key) ? undefined : key));
  });
}
