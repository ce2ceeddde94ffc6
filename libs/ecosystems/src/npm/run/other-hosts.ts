import { exportMap, fileOf, NODE, type Target } from '../export-map.ts';
import { isKnownCondition } from '../known-conditions.ts';

/** Code of a subpath that Node.js does not load, and the condition that leads to it. */
export interface OtherHost {
  readonly subpath: string;
  readonly condition: string;
}

/** Conditions of Node.js and of TypeScript; below another one stands what is for another host. */
const HERE = ['default', 'import', 'require', 'module', ...NODE];

/**
 * The code that `exports` has for other hosts beside what it has for Node.js: `{ "browser": "./b.js", "default": … }`.
 * What Node.js loads too, under another condition, is left out.
 */
export function otherHosts(exports: unknown): OtherHost[] {
  if (exports === undefined || exports === null) return [];
  return exportMap(exports).flatMap(([subpath, target]) => {
    const here = [fileOf(target, ['import', ...NODE]), fileOf(target, ['require', ...NODE])];
    // A subpath without anything for Node.js is another matter.
    if (here.every((file) => typeof file !== 'string')) return [];
    const found = codeBelow(target, undefined).filter(({ file }) => !here.includes(file));
    const conditions = found.flatMap(({ condition }) => condition ?? []);
    return [...new Set(conditions)].map((condition) => ({ subpath, condition }));
  });
}

interface Code {
  readonly file: string;
  /** The outermost condition that Node.js does not set. */
  readonly condition: string | undefined;
}

function codeBelow(target: Target, condition: string | undefined): Code[] {
  if (target === null) return [];
  if (typeof target === 'string') return /\.[cm]?jsx?$/.test(target) ? [{ file: target, condition }] : [];
  if (Array.isArray(target)) return target.flatMap((inner) => codeBelow(inner, condition));
  return Object.entries(target).flatMap(([key, inner]) => {
    if (!isKnownCondition(key) || /^types(@|$)/.test(key)) return [];
    return codeBelow(inner, condition ?? (HERE.includes(key) ? undefined : key));
  });
}
