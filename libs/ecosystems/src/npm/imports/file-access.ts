import type { Node } from 'oxc-parser';
import type { FileNames } from './file-names.ts';
import { calleeName, ownPath } from './own-path.ts';
import type { Place } from './syntax-tree.ts';

/** Functions of `node:fs` and `node:child_process` that fail if the file in their first argument is missing. */
const READERS = [
  ...['readFile', 'readFileSync', 'createReadStream', 'readdir', 'readdirSync', 'opendir', 'opendirSync'],
  ...['copyFile', 'copyFileSync', 'cp', 'cpSync'],
  ...['execFile', 'execFileSync', 'spawn', 'spawnSync'],
];

/** Functions that start the file as a program of Node.js. */
const STARTERS = ['fork', 'Worker'];

/** Functions that create the file in their first or second argument, whose index this gives. */
const WRITERS: Readonly<Record<string, number>> = {
  ...{ writeFile: 0, writeFileSync: 0, appendFile: 0, appendFileSync: 0, createWriteStream: 0 },
  ...{ mkdir: 0, mkdirSync: 0, mkdirp: 0, ensureDir: 0, ensureDirSync: 0, ensureFile: 0, outputFile: 0 },
  ...{ outputFileSync: 0, outputJson: 0, outputJsonSync: 0, writeJson: 0, writeJsonSync: 0 },
  ...{ copyFile: 1, copyFileSync: 1, cp: 1, cpSync: 1, rename: 1, renameSync: 1, symlink: 1, symlinkSync: 1 },
};

/** How a call accesses a packed file that it names. Paths start at the folder of the calling file. */
export type FileAccess =
  | { readonly does: 'read' | 'start'; readonly path: string }
  | { readonly does: 'write'; readonly path: string };

/** Lists the accesses of a call or a `new` to packed files whose paths are literals in the source. */
export function findFileAccesses(
  node: Extract<Node, { type: 'CallExpression' | 'NewExpression' }>,
  place: Place,
  names: FileNames,
): FileAccess[] {
  const name = calleeName(node.callee) ?? '';
  const at = (index: number): string | undefined => ownPath(node.arguments[index], place, names);
  const found: FileAccess[] = [];
  const add = (does: FileAccess['does'], path: string | undefined): void => {
    if (path !== undefined) found.push({ does, path });
  };
  if (READERS.includes(name)) add('read', at(0));
  if (STARTERS.includes(name)) add('start', at(0));
  if (Object.hasOwn(WRITERS, name)) add('write', at(WRITERS[name] ?? 0));
  return found;
}
