import path from 'node:path';
import { z } from 'zod';
import { brokenImports, type WalkedImport } from '../imports/walk-imports.ts';
import { describeFailure, failureSchema, missingPackage } from './failure.ts';
import type { OptionalParts } from './optional-parts.ts';
import type { UserFolder } from './user-folder.ts';

const foundSchema = z.array(z.object({ file: z.string(), specifier: z.string(), failure: failureSchema }));

/**
 * Checks that every import of the package leads to a packed file, a built-in module or a declared dependency, and to a
 * module that the installed dependency has: also the imports that only a later call makes.
 *
 * @throws naming the file and line of every import that does not.
 */
export async function checkImports(
  imports: readonly WalkedImport[],
  user: UserFolder,
  optional: OptionalParts,
): Promise<void> {
  const broken = brokenImports(imports);
  const foreign = imports.filter(
    ({ forNode, optional: mayBeAbsent, resolved }) =>
      forNode && !mayBeAbsent && resolved.to === 'package' && optional.missing([resolved.name]).length === 0,
  );
  broken.push(...(await notInstalled(foreign, user)));
  if (broken.length > 0) throw new Error(broken.join('\n'));
}

async function notInstalled(imports: readonly WalkedImport[], user: UserFolder): Promise<string[]> {
  if (imports.length === 0) return [];
  const at = (file: string): string => path.join(user.packageFolder, file);
  const input = imports.map(({ file, specifier, way }) => ({ file: at(file), specifier, way }));
  const { output, failure } = await user.runProgram({
    program: 'find-imports.mjs',
    flags: ['--experimental-import-meta-resolve'],
    input,
  });
  if (failure !== undefined) throw new Error(failure);
  const lines = foundSchema.parse(JSON.parse(output)).map((found) => {
    const line = imports.find((one) => at(one.file) === found.file && one.specifier === found.specifier);
    const reason = describeFailure(found.failure);
    return `${line?.file}:${line?.line} imports "${found.specifier}", but the installed "${missingPackage(found.failure) ?? found.specifier}" has no such module (${reason})`;
  });
  return [...new Set(lines)].sort();
}
