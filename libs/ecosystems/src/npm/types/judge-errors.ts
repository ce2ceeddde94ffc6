import path from 'node:path';
import type { CompilerError } from './describe-types.ts';

/** "Could not find a declaration file for module": the module is JavaScript without declarations. */
export const UNTYPED = 7016;

/** "File is not a module": all its declarations are global. */
export const NO_MODULE = 2306;

/** The package with the checked types. */
export interface TypedPackage {
  /** The user's project: a real path, without links. */
  readonly project: string;
  readonly name: string;
  /** The packages that users install themselves. */
  readonly peers: readonly string[];
}

/** Errors by who must fix them. */
export interface JudgedErrors {
  /** Errors in the package itself, each with file and line. */
  readonly own: readonly string[];
  /** Errors that the package's users must know, or that other packages' authors must fix. */
  readonly others: readonly string[];
}

/** Separates the package's own errors from those in other packages' declarations, which its author can't fix. */
export function judgeErrors(errors: readonly CompilerError[], typed: TypedPackage): JudgedErrors {
  const own: string[] = [];
  const others: string[] = [];
  const elsewhere = new Map<string, string[]>();
  for (const error of errors) {
    const place = error.file === undefined ? '' : path.relative(typed.project, error.file);
    const owner = ownerOf(place);
    const text = `${place}${error.line === undefined ? '' : `:${error.line}`} error TS${error.code}: ${error.text}`;
    // A path without declared exports is right if it exports nothing.
    if (owner === 'consumer' && [UNTYPED, NO_MODULE].includes(error.code)) continue;
    if (owner !== typed.name && owner !== 'consumer')
      elsewhere.set(owner, [...(elsewhere.get(owner) ?? []), text]);
    else if (isPeerWithoutTypes(error, typed.peers)) others.push(text);
    else own.push(text);
  }
  for (const [owner, [first, ...more]] of elsewhere)
    others.push(
      `${owner} has errors in its own declarations: ${first}${more.length > 0 ? ` (and ${more.length} more)` : ''}`,
    );
  return { own, others };
}

/** Returns the package that contains a file of the project. */
function ownerOf(place: string): string {
  if (place === '') return 'TypeScript';
  const [, owner] = /.*(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(place) ?? [];
  return owner ?? 'consumer';
}

/** React has no types of its own: users have installed them, or could not use React from TypeScript at all. */
function isPeerWithoutTypes({ code, at = '' }: CompilerError, peers: readonly string[]): boolean {
  const [, module] = /^['"]((?:@[^/]+\/)?[^/'"]+)/.exec(at) ?? [];
  return code === UNTYPED && module !== undefined && peers.includes(module);
}
