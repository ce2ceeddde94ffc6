import path from 'node:path';

/** The file of the repository's root that Go adds to a module in a subfolder without one. */
export const LICENSE = 'LICENSE';

/**
 * Lists the paths above a module's folder on which its zip depends: the root's licence, and the attributes for line
 * ends.
 *
 * @param root the module's folder; all paths are from the root of the repository.
 */
export function sharedGoInputs(root: string): string[] {
  const above: string[] = [];
  for (let folder = root; folder !== '.' && folder !== ''; ) {
    folder = path.posix.dirname(folder);
    above.push(folder);
  }
  return [
    ...above.slice(0, 1).map(() => LICENSE),
    ...above.map((folder) => path.posix.join(folder, '.gitattributes')),
  ];
}
