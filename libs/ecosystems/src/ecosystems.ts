import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { PackagesError } from '@ameideio/version-manifest';
import type { Ecosystem } from './ecosystem.ts';
import { go } from './go/index.ts';
import { npm } from './npm/index.ts';
import { pypi } from './pypi/index.ts';

/** Every supported ecosystem. To add one, add a folder beside these and a line here. */
export const ecosystems: readonly Ecosystem[] = [npm, pypi, go];

/**
 * Returns the ecosystem whose manifest lies in a project's folder.
 *
 * @throws PackagesError ECOSYSTEM_UNDECIDED if the folder has no manifest, or more than one.
 */
export function ecosystemOf(folder: string): Ecosystem {
  const files = existsSync(folder) ? readdirSync(folder) : [];
  const found = ecosystems.flatMap((ecosystem) =>
    files.filter((file) => path.matchesGlob(file, ecosystem.manifestFiles)).map(() => ecosystem),
  );
  const [one, second] = found;
  if (one !== undefined && second === undefined) return one;
  const manifests = ecosystems.map(({ manifestFiles }) => manifestFiles).join(', ');
  throw new PackagesError('ECOSYSTEM_UNDECIDED', `${folder} must have exactly one of ${manifests}.`);
}

/** Returns the ecosystem that a packed manifest names. @throws PackagesError ECOSYSTEM_UNKNOWN */
export function ecosystemById(id: string): Ecosystem {
  const found = ecosystems.find((ecosystem) => ecosystem.id === id);
  if (found === undefined)
    throw new PackagesError(
      'ECOSYSTEM_UNKNOWN',
      `"${id}" is not an ecosystem; there are ${ecosystems.map((one) => one.id).join(', ')}.`,
    );
  return found;
}
