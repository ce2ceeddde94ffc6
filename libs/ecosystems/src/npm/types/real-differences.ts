import { realpath } from 'node:fs/promises';
import path from 'node:path';
import type { UserFolder } from '../run/user-folder.ts';
import type { Difference } from './compare-exports.ts';
import { compile } from './compile.ts';
import { type Probe, probesOf } from './consumers.ts';
import { isStatedExport } from './stated-export.ts';

const TITLE = 'probes';

/**
 * Drops differences about names that TypeScript lets nobody use as a value. A difference about a name that no author
 * stated becomes harmless. Skips the compiler if no name is missing.
 */
export async function keepRealDifferences(
  differences: readonly Difference[],
  user: UserFolder,
): Promise<Difference[]> {
  const usable = await findUsableNames(differences, user);
  const found = await Promise.all(
    differences.map(async (difference): Promise<Difference[]> => {
      const { missing, harmless } = difference;
      if (missing.length === 0) return [difference];
      const real = missing.filter(({ name }) => usable.has(keyOf({ ...difference, name })));
      const areStated = await Promise.all(real.map((name) => harmless || isStatedExport(name)));
      const part = (wanted: boolean): typeof missing =>
        real.filter((_, index) => areStated[index] === wanted);
      return [
        { ...difference, missing: part(true) },
        { ...difference, missing: part(false), harmless: true },
      ].filter(({ missing }) => missing.length > 0);
    }),
  );
  return found.flat();
}

/** Finds the missing names that a program may use as values. */
async function findUsableNames(differences: readonly Difference[], user: UserFolder): Promise<Set<string>> {
  const probes = differences.flatMap(({ system, specifier, missing }) =>
    missing.map(({ name }): Probe => ({ system, specifier, name })),
  );
  if (probes.length === 0) return new Set();
  const programs = probesOf(probes);
  const { errors } = await compile({ user, title: TITLE, programs, skipLibCheck: true });
  // Errors in the sources of packages stand in other folders.
  const folder = path.join(await realpath(user.path), TITLE);
  const own = errors.filter(({ file = '' }) => path.dirname(file) === folder);
  const refused = new Set(own.map(({ line }) => (line === undefined ? undefined : probes[line - 1])));
  return new Set(probes.filter((probe) => !refused.has(probe)).map(keyOf));
}

function keyOf({ system, specifier, name }: Probe): string {
  return JSON.stringify([system, specifier, name]);
}
