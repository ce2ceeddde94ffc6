import { mkdir, rm, writeFile } from 'node:fs/promises';
import { devNull } from 'node:os';
import path from 'node:path';
import { userEnvironment } from '../../world/client-environment.ts';
import { runProcess } from '../../world/run-process.ts';
import { temporaryFolder } from '../../world/testing/temporary-folder.ts';

/** Texts by path. */
export type Files = Readonly<Record<string, string>>;

/** A git repository in a temporary folder, which is removed at the end of the scope that holds it. */
export interface Repository extends AsyncDisposable {
  readonly root: string;
  git(...args: string[]): Promise<string>;
  write(files: Files): Promise<void>;
  remove(...files: string[]): Promise<void>;
  /** Commits everything with this time, and returns the hash. */
  commit(time: Date): Promise<string>;
}

/** Makes a new repository, or an empty folder for a clone of another one. */
export async function newRepository(...from: readonly string[]): Promise<Repository> {
  const folder = await temporaryFolder('repository');
  const root = folder.path;
  // Excludes the user's settings: no signing, no hooks, no other line ends.
  const identity = ['AUTHOR', 'COMMITTER'].flatMap((who) => [
    [`GIT_${who}_NAME`, 'test'],
    [`GIT_${who}_EMAIL`, 'test@example.com'],
  ]);
  const own = { GIT_CONFIG_GLOBAL: devNull, GIT_CONFIG_SYSTEM: devNull, ...Object.fromEntries(identity) };
  const git = (args: readonly string[], dates: Readonly<Record<string, string>> = {}): Promise<string> =>
    runProcess({
      command: 'git',
      args,
      cwd: root,
      env: userEnvironment({ ...own, ...dates }),
      log: () => {},
      timeout: 30_000,
    });
  await git(from.length > 0 ? ['clone', '--quiet', ...from, '.'] : ['init', '--quiet', '-b', 'main']);

  return {
    root,
    git: async (...args) => (await git(args)).trim(),
    async write(files) {
      for (const [file, text] of Object.entries(files)) {
        await mkdir(path.dirname(path.join(root, file)), { recursive: true });
        await writeFile(path.join(root, file), text);
      }
    },
    async remove(...files) {
      for (const file of files) await rm(path.join(root, file), { recursive: true });
    },
    async commit(time) {
      const date = time.toISOString();
      await git(['add', '--all']);
      await git(['commit', '--quiet', '--allow-empty', '-m', date], {
        GIT_AUTHOR_DATE: date,
        GIT_COMMITTER_DATE: date,
      });
      return (await git(['rev-parse', 'HEAD'])).trim();
    },
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  };
}
