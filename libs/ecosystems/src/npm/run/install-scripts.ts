import { existsSync } from 'node:fs';
import path from 'node:path';
import { readPackageJson } from '../package-json.ts';

const EVENTS = ['preinstall', 'install', 'postinstall'];

/**
 * Whether npm runs something of an installed package when it installs it.
 *
 * @see https://docs.npmjs.com/cli/using-npm/scripts#npm-install
 */
export async function hasInstallScripts(folder: string): Promise<boolean> {
  const { scripts = {}, gypfile } = (await readPackageJson(folder)).content;
  if (EVENTS.some((event) => scripts[event] !== undefined)) return true;
  // npm then runs `node-gyp rebuild` by itself.
  return gypfile !== false && existsSync(path.join(folder, 'binding.gyp'));
}
