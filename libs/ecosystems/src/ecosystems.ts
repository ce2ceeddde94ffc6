import { existsSync } from 'node:fs';
import path from 'node:path';
import { PackagesError } from '@ameideio/version-manifest';
import type { Ecosystem } from './ecosystem.ts';
import { go } from './go/index.ts';
import { npm } from './npm/index.ts';
import { pypi } from './pypi/index.ts';

/** Every ecosystem there is: a further one is a folder beside these and a line here. */
export const ecosystems: readonly Ecosystem[] = [npm, pypi, go];

/**
 * The ecosystem whose manifest stands in a project's folder.
 *
 * @throws PackagesError ECOSYSTEM_UNDECIDED where there is none, or more than one.
 */
export function ecosystemOf(folder: string): Ecosystem {
  const [found, second] = ecosystems.filter(({ manifestFile }) =>
    existsSync(path.join(folder, manifestFile)),
  );
  if (found !== undefined && second === undefined) return found;
  const manifests = ecosystems.map(({ manifestFile }) => manifestFile).join(', ');
  throw new PackagesError('ECOSYSTEM_UNDECIDED', `${folder} must have exactly one of ${manifests}.`);
}

/** The ecosystem that a packed manifest names. @throws PackagesError ECOSYSTEM_UNKNOWN */
export function ecosystemById(id: string): Ecosystem {
  const found = ecosystems.find((ecosystem) => ecosystem.id === id);
  if (found === undefined)
    throw new PackagesError(
      'ECOSYSTEM_UNKNOWN',
      `"${id}" is no ecosystem; there are ${ecosystems.map((one) => one.id).join(', ')}.`,
    );
  return found;
}
