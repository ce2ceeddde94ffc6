import { appendFile, copyFile, lstat, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { userEnvironment } from '../world/client-environment.ts';
import { runGit, splitRecords } from '../world/git.ts';

/** A file, link or submodule in git's spelling. */
export interface TreeEntry {
  /** From the repository's root. */
  readonly path: string;
  /** @see gitformat-index(5): 100644, 100755, 120000 for a link, 160000 for a submodule. */
  readonly mode: string;
  readonly id: string;
}

/** A separate repository that contains one tree. */
export interface ThrowAwayTree {
  readonly repository: string;
  /** The tree's id. */
  readonly tree: string;
  /** The project's folder in the tree; empty if it is the repository's root. */
  readonly folder: string;
  readonly entries: readonly TreeEntry[];
}

export interface TreeRequest {
  readonly workspaceRoot: string;
  /** The project's folder, from the workspace's root. */
  readonly root: string;
  /** Lists further files, from the repository's root, that belong to the tree if they exist. */
  shared(folder: string): readonly string[];
  /** A file of the project's folder that gets the content of another file, if git would commit it at all. */
  readonly replaced?: { readonly file: string; readonly by: string } | undefined;
  /** An empty folder. */
  readonly scratch: string;
}

/**
 * Writes a tree of what git would commit now of a project, as `git add --all` does with the user's own settings.
 * Unchanged files are those of the last commit. It writes nothing into the user's repository: the throw-away repository
 * has its own index and new objects, and reads the user's objects in their place.
 */
export async function writeThrowAwayTree(request: TreeRequest): Promise<ThrowAwayTree> {
  const { workspaceRoot, root, shared, replaced, scratch } = request;
  const origin = await originOf(workspaceRoot);
  const folder = path.posix.join(origin.prefix, root).replace(/^\.$|\/$/g, '');
  const repository = path.join(scratch, 'repository');
  await newRepository(repository, origin);

  const index = path.join(scratch, 'index');
  await copyFile(origin.index, index).catch(() => undefined);
  const env = userEnvironment({
    LC_ALL: 'C',
    GIT_INDEX_FILE: index,
    GIT_OBJECT_DIRECTORY: path.join(repository, '.git', 'objects'),
    GIT_ALTERNATE_OBJECT_DIRECTORIES: origin.objects,
  });
  const user = (...args: string[]): Promise<string> =>
    runGit({ cwd: origin.top, args: [...OWN_INDEX, ...args], env });
  await user('add', '--all', '--', folder || '.');
  const files = await keepFiles(origin.top, shared(folder));
  if (files.length > 0) await user('update-index', '--add', '--remove', '--', ...files);
  const listed = await user('ls-files', '--stage', '-z', '--', folder || '.', ...files);
  const entries = splitRecords(listed).map(entryOf);

  const replacement = replaced && path.posix.join(folder, replaced.file);
  const at = entries.findIndex((entry) => entry.path === replacement);
  const old = entries[at];
  if (replaced !== undefined && old !== undefined) {
    // With the path, so that git stores the line ends as it does for that file.
    const id = await user('hash-object', '-w', `--path=${old.path}`, '--', replaced.by);
    entries[at] = { ...old, id: id.trim() };
  }
  const own = (args: readonly string[], input?: string): Promise<string> =>
    runGit({ cwd: repository, args, env: environmentWithoutGit(), ...(input !== undefined && { input }) });
  const lines = entries.map((entry) => `${entry.mode} ${entry.id} 0\t${entry.path}\0`);
  await own(['update-index', '-z', '--index-info'], lines.join(''));
  return { repository, tree: (await own(['write-tree'])).trim(), folder, entries };
}

/**
 * Returns the user's environment without variables that lead git to another repository, as in a hook, or that set
 * attributes.
 */
export function environmentWithoutGit(): Record<string, string> {
  const users = Object.entries(userEnvironment()).filter(
    ([name]) => !name.startsWith('GIT_') || name === 'GIT_EXEC_PATH',
  );
  return { ...Object.fromEntries(users), LC_ALL: 'C', GIT_ATTR_NOSYSTEM: '1' };
}

/** Sets attributes of the throw-away repository that override those of the tree. */
export async function setAttributes(repository: string, attributes: string): Promise<void> {
  await writeFile(path.join(repository, '.git', 'info', 'attributes'), attributes);
}

/** Finds the files of the tree that have a filter such as LFS, each with the filter's name. */
export async function findFilteredFiles(
  { repository }: ThrowAwayTree,
  files: readonly string[],
): Promise<readonly { readonly file: string; readonly filter: string }[]> {
  const args = ['check-attr', '--cached', '--stdin', '-z', 'filter'];
  const input = files.map((file) => `${file}\0`).join('');
  const fields = (await runGit({ cwd: repository, args, env: environmentWithoutGit(), input })).split('\0');
  return files
    .map((file, index) => ({ file, filter: fields[3 * index + 2] ?? '' }))
    .filter(({ filter }) => filter !== '' && filter !== 'unspecified' && filter !== 'unset');
}

/** Writes nothing into the user's git folder, by no hook and no second index. */
const OWN_INDEX = [
  '--literal-pathspecs',
  ...[
    'core.splitIndex=false',
    'core.fsmonitor=false',
    'core.untrackedCache=false',
    'core.safecrlf=false',
    'core.hooksPath=/dev/null',
  ].flatMap((setting) => ['-c', setting]),
];

interface Origin {
  readonly top: string;
  /** The workspace's folder in the repository, with a final slash; empty if it is the root. */
  readonly prefix: string;
  readonly objects: string;
  readonly index: string;
  readonly format: string;
}

async function originOf(workspaceRoot: string): Promise<Origin> {
  const args = [
    'rev-parse',
    '--show-toplevel',
    '--show-prefix',
    '--show-object-format',
    '--git-path',
    'objects',
    '--git-path',
    'index',
  ];
  const output = await runGit({ cwd: workspaceRoot, args, env: userEnvironment({ LC_ALL: 'C' }) });
  const [top = '', prefix = '', format = '', objects = '', index = ''] = output.split('\n');
  const absolute = (file: string): string => path.resolve(workspaceRoot, file);
  return { top, prefix, format, objects: absolute(objects), index: absolute(index) };
}

/** Reads the user's objects through the file of alternates, which any kind of clone allows, shallow or partial. */
async function newRepository(repository: string, { objects, format }: Origin): Promise<void> {
  await mkdir(repository);
  const args = ['init', '--quiet', '--template=', `--object-format=${format}`];
  await runGit({ cwd: repository, args, env: environmentWithoutGit() });
  const git = path.join(repository, '.git');
  await mkdir(path.join(git, 'info'), { recursive: true });
  await mkdir(path.join(git, 'objects', 'info'), { recursive: true });
  await writeFile(path.join(git, 'objects', 'info', 'alternates'), `${objects}\n`);
  // Overrides the user's settings, so that every machine gives the same bytes.
  const settings = '[core]\n\tattributesFile = /dev/null\n\tautocrlf = input\n\teol = lf\n';
  await appendFile(path.join(git, 'config'), settings);
}

/** Omits folders. */
async function keepFiles(top: string, files: readonly string[]): Promise<string[]> {
  const folders = await Promise.all(
    files.map((file) =>
      lstat(path.join(top, file)).then(
        (entry) => entry.isDirectory(),
        () => false,
      ),
    ),
  );
  return files.filter((_, index) => !folders[index]);
}

function entryOf(record: string): TreeEntry {
  const tab = record.indexOf('\t');
  const [mode = '', id = ''] = record.slice(0, tab).split(' ');
  return { path: record.slice(tab + 1), mode, id };
}
