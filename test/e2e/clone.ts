import { copyFileSync, mkdirSync, readdirSync, readlinkSync, rmSync, symlinkSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, realpath, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { listFilesUnder } from '@ameideio/ecosystems';
import { execa } from 'execa';
import { onExit } from 'signal-exit';
import { isAlive } from '../../tools/main-job/src/is-alive.mjs';
import { endProcessesOf } from './processes.ts';

export const WORKSPACE = path.resolve(import.meta.dirname, '..', '..');

/** The bootstrap and the modules that it imports before anything is installed, from the workspace's root. */
export const BOOTSTRAP = ['bootstrap.mjs', 'tools/main-job/src', 'libs/ecosystems/src/world'];

/** A folder in which a test starts processes. */
export interface Place {
  /** The workspace's root. */
  readonly root: string;
  /** The TMPDIR of every process that a test starts here. */
  readonly temporary: string;
}

/** A clone of this workspace as it stands on the disk now, in a folder of its own, with one commit on `main`. */
export interface Clone extends Place {
  git(...args: string[]): Promise<string>;
  /** Commits everything. */
  commit(message: string): Promise<void>;
  read(file: string): Promise<string>;
  write(file: string, text: string): Promise<void>;
  /** Replaces words of a file, which must stand in it. */
  edit(file: string, from: string, to: string): Promise<void>;
  /** Takes the files back to what `main` has and removes new ones; what git ignores stays. */
  reset(): Promise<void>;
  /** Ends what still runs here and removes the folder. */
  remove(): Promise<void>;
}

/** Clones the workspace: git's files, uncommitted ones included, and what the bootstrap installed, as links. */
export async function cloneWorkspace(): Promise<Clone> {
  const folder = await newFolder();
  const root = path.join(folder, 'workspace');
  for (const file of await listFilesUnder(WORKSPACE, ['.'])) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    copyFileSync(path.join(WORKSPACE, file), path.join(root, file));
  }
  const clone = await cloneIn(folder);
  await clone.git('init', '--quiet', '--initial-branch=main');
  await identify(clone);
  await clone.commit('Begin');
  return clone;
}

/** Clones a clone with `git clone`. */
export async function gitClone(of: Clone, ...options: string[]): Promise<Clone> {
  const folder = await newFolder();
  await of.git('clone', '--quiet', ...options, `file://${of.root}`, path.join(folder, 'workspace'));
  const clone = await cloneIn(folder);
  await identify(clone);
  return clone;
}

/** Makes a folder whose name holds this process's id. Folders that killed test runs left are removed first. */
async function newFolder(): Promise<string> {
  const parent = await realpath(tmpdir());
  for (const name of await readdir(parent)) {
    const [, pid] = /^nx-packages-e2e-(\d+)-/.exec(name) ?? [];
    if (pid !== undefined && !isAlive(Number(pid))) await discard(path.join(parent, name));
  }
  const folder = await mkdtemp(path.join(parent, `nx-packages-e2e-${process.pid}-`));
  onExit(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function discard(folder: string): Promise<void> {
  await endProcessesOf(folder);
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}

async function cloneIn(folder: string): Promise<Clone> {
  const root = path.join(folder, 'workspace');
  const temporary = path.join(folder, 'temporary');
  await mkdir(temporary);
  install(root);
  const at = (file: string): string => path.join(root, file);
  const git = async (...args: string[]): Promise<string> => (await execa('git', args, { cwd: root })).stdout;
  return {
    root,
    temporary,
    git,
    async commit(message) {
      await git('add', '--all');
      await git('commit', '--quiet', '--allow-empty', '--message', message);
    },
    read: (file) => readFile(at(file), 'utf8'),
    async write(file, text) {
      await mkdir(path.dirname(at(file)), { recursive: true });
      await writeFile(at(file), text);
    },
    async edit(file, from, to) {
      const text = await readFile(at(file), 'utf8');
      if (!text.includes(from)) throw new Error(`${file} does not hold "${from}".`);
      await writeFile(
        at(file),
        text.replace(from, () => to),
      );
    },
    async reset() {
      await git('checkout', '--quiet', '--force', 'main');
      await git('clean', '--quiet', '--force', '-d');
    },
    remove: () => discard(folder),
  };
}

async function identify({ git }: Clone): Promise<void> {
  await git('config', 'user.name', 'A tester');
  await git('config', 'user.email', 'tester@example.invalid');
  await git('config', 'commit.gpgsign', 'false');
}

/**
 * Links what the bootstrap installed: a third party's package leads to the original's.
 *
 * Our own packages are relative links already, so they lead into the clone. With one link to the whole folder, the
 * original's plugin would run.
 */
function install(root: string): void {
  for (const folder of ['node_modules', '.venv']) {
    linkEntries(folder, root);
    copyFileSync(path.join(WORKSPACE, folder, MARK), path.join(root, folder, MARK));
  }
}

/** The bootstrap's mark of what it has installed. It is copied, since the bootstrap writes it in place. */
const MARK = '.bootstrapped';
const CACHES = /^\.(cache|vite)/;

function linkEntries(folder: string, root: string): void {
  mkdirSync(path.join(root, folder));
  for (const entry of readdirSync(path.join(WORKSPACE, folder), { withFileTypes: true })) {
    const [from, to] = [path.join(WORKSPACE, folder, entry.name), path.join(root, folder, entry.name)];
    if (entry.name === MARK || CACHES.test(entry.name)) continue;
    if (entry.name.startsWith('@')) linkEntries(path.join(folder, entry.name), root);
    else symlinkSync(entry.isSymbolicLink() ? readlinkSync(from) : from, to);
  }
}
