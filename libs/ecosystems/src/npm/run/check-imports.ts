import { existsSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import {
  type BrokenImport,
  describeImport,
  findBrokenImports,
  type WalkedImport,
} from '../imports/walk-imports.ts';
import { describeFailure, failureSchema } from './failure.ts';
import type { OptionalParts } from './optional-parts.ts';
import type { UserFolder } from './user-folder.ts';

export interface ImportsRequest {
  readonly imports: readonly WalkedImport[];
  /** The project without optional packages. */
  readonly user: UserFolder;
  readonly optional: OptionalParts;
  /** Keeps a finding that does not fail the check. */
  warn(message: string): void;
}

/**
 * Checks that every import of the package resolves: to a packed file, a built-in module, or a module of an installed
 * dependency. That includes imports that only a later call makes.
 *
 * @throws naming the file and line of every import that does not resolve.
 */
export async function checkImports({ imports, user, optional, warn }: ImportsRequest): Promise<void> {
  const foreign = imports.filter(
    ({ forNode, optional: mayBeAbsent, resolved }) =>
      forNode && !mayBeAbsent && resolved.to === 'package' && optional.missing([resolved.name]).length === 0,
  );
  const broken = findBrokenImports(imports);
  const undeclaredImports = broken.filter(({ forNode, undeclared }) => forNode && undeclared !== undefined);
  const absent = await findNotInstalled([...foreign, ...undeclaredImports], user);

  const lines: string[] = [];
  for (const one of broken) {
    const line = describeImport(one);
    if (isBrought(one, user, absent))
      warn(`${line}, which a dependency happens to bring along, but ${one.reason}`);
    else if (one.undeclared !== undefined && !one.forNode && !one.undeclared.isForAuthors)
      warn(`${line}, which its own host may have, but ${one.reason}`);
    else lines.push(`${line}, but ${one.reason}`);
  }
  for (const one of foreign) {
    const line = describeImport(one);
    const why = absent.get(line);
    if (why !== undefined) lines.push(`${line}, which is not there once the package is installed: ${why}`);
  }
  if (lines.length > 0) throw new Error([...new Set(lines)].join('\n'));
}

/** Whether users have an undeclared package all the same, because a dependency needs it. */
function isBrought(
  { file, line, specifier, way, forNode, undeclared }: BrokenImport,
  user: UserFolder,
  absent: ReadonlyMap<string, string>,
): boolean {
  if (undeclared === undefined) return false;
  if (forNode) return !absent.has(describeImport({ file, line, specifier, way }));
  return existsSync(path.join(user.path, 'node_modules', undeclared.name));
}

const foundSchema = z.array(z.object({ index: z.number(), failure: failureSchema }));

/** Finds the imports that Node.js does not find in a user's project, and why, by their description. */
async function findNotInstalled(
  imports: readonly Pick<WalkedImport, 'file' | 'line' | 'specifier' | 'way'>[],
  user: UserFolder,
): Promise<ReadonlyMap<string, string>> {
  if (imports.length === 0) return new Map();
  const { output, failure } = await user.runProgram({
    program: 'find-imports.mjs',
    flags: ['--experimental-import-meta-resolve'],
    input: imports.map(({ file, specifier, way }) => ({
      file: path.join(user.packageFolder, file),
      specifier,
      way,
    })),
  });
  if (failure !== undefined) throw new Error(failure);
  return new Map(
    foundSchema.parse(JSON.parse(output)).flatMap(({ index, failure: why }) => {
      const one = imports[index];
      return one === undefined ? [] : [[describeImport(one), describeFailure(why)] as const];
    }),
  );
}
