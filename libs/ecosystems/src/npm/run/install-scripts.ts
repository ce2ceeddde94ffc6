import { existsSync } from 'node:fs';
import path from 'node:path';
import { entriesOf, readLock } from '../lock.ts';
import { readPackageJson } from '../package-json.ts';

const EVENTS = ['preinstall', 'install', 'postinstall'];

/**
 * Whether npm runs a script of a package when it installs it.
 *
 * @see https://docs.npmjs.com/cli/using-npm/scripts#npm-install
 */
export async function hasInstallScripts(folder: string): Promise<boolean> {
  const { scripts = {}, gypfile } = (await readPackageJson(folder)).content;
  if (EVENTS.some((event) => scripts[event] !== undefined)) return true;
  // npm then runs `node-gyp rebuild` by itself.
  return gypfile !== false && existsSync(path.join(folder, 'binding.gyp'));
}

/**
 * Lists the packages that were installed with a package and have install scripts.
 *
 * @param project the user's folder, with a lock.
 */
export async function findDependenciesWithScripts(project: string, own: string): Promise<string[]> {
  const entries = entriesOf((await readLock(project)).content);
  const names = entries.filter((entry) => entry.hasInstallScript === true).map(({ name }) => name);
  return [...new Set(names)].filter((name) => name !== own).sort();
}
