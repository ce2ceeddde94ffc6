import path from 'node:path';
import type { CompilerError } from './describe-types.ts';

/** "Could not find a declaration file for module": it is JavaScript without declarations. */
export const UNTYPED = 7016;

/** "File is not a module": its declarations are all global. */
export const NO_MODULE = 2306;

/** The package whose types are checked. */
export interface TypedPackage {
  /** The user's project: a real path, without links. */
  readonly project: string;
  readonly name: string;
  /** The packages that its users bring. */
  readonly peers: readonly string[];
}

/** Errors by who must mend them. */
export interface JudgedErrors {
  /** Of the package itself, each with file and line. */
  readonly own: readonly string[];
  /** What the package's users must know, or other packages' authors must mend. */
  readonly others: readonly string[];
}

/** Tells the package's own errors from those in other packages' declarations, which its author can't mend. */
export function judgeErrors(errors: readonly CompilerError[], typed: TypedPackage): JudgedErrors {
  const own: string[] = [];
  const others: string[] = [];
  const elsewhere = new Map<string, string[]>();
  for (const error of errors) {
    const place = error.file === undefined ? '' : path.relative(typed.project, error.file);
    const owner = ownerOf(place);
    const shown = `${place}${error.line === undefined ? '' : `:${error.line}`} error TS${error.code}: ${error.text}`;
    // A path without declarations of exports is right where it has no exports.
    if (owner === 'consumer' && [UNTYPED, NO_MODULE].includes(error.code)) continue;
    if (owner !== typed.name && owner !== 'consumer')
      elsewhere.set(owner, [...(elsewhere.get(owner) ?? []), shown]);
    else if (isPeerWithoutTypes(error, typed.peers)) others.push(shown);
    else own.push(shown);
  }
  for (const [owner, [first, ...more]] of elsewhere)
    others.push(
      `${owner} has errors in its own declarations: ${first}${more.length > 0 ? ` (and ${more.length} more)` : ''}`,
    );
  return { own, others };
}

/** The package that holds a file of the project. */
function ownerOf(place: string): string {
  if (place === '') return 'TypeScript';
  const [, owner] = /.*(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(place) ?? [];
  return owner ?? 'consumer';
}

/** React brings no types: its users have those, or they could not use it from TypeScript at all. */
function isPeerWithoutTypes({ code, at = '' }: CompilerError, peers: readonly string[]): boolean {
  const [, module] = /^['"]((?:@[^/]+\/)?[^/'"]+)/.exec(at) ?? [];
  return code === UNTYPED && module !== undefined && peers.includes(module);
}
