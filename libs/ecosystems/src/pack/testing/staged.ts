import { chmod, lstat, mkdir, readdir, readFile, rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'vitest';
import type { Links, OwnCommands } from '../../ecosystem.ts';
import { go } from '../../go/index.ts';
import { newRepository, type Repository } from '../../history/testing/repository.ts';
import { stageSdk } from '../stage.ts';

/** The differences from an SDK without a build. */
export interface Setting {
  readonly own?: Partial<OwnCommands>;
  readonly links?: Links;
  readonly inputs?: readonly string[];
  readonly outputs?: readonly string[];
}

/** Stages an SDK and returns path and text of each file in the copy; the path of an executable file ends with `*`. */
export async function staged(
  repository: Repository,
  setting: Setting = {},
  warn: (message: string) => void = () => {},
): Promise<Record<string, string>> {
  const { own = {}, links = 'followed', inputs = [], outputs } = setting;
  const none = { build: [], lint: [], lintPins: [], test: [], outputs: [], namedOutputs: [] };
  const ownCommands = async (): Promise<OwnCommands> => ({ ...none, ...own });
  const staging = path.join(repository.root, '.git', 'staging');
  await rm(staging, { recursive: true, force: true });
  await stageSdk(
    {
      workspaceRoot: repository.root,
      project: 'sdk',
      root: 'sdk',
      extraInputs: inputs,
      statedOutputs: outputs,
      ecosystem: { ...go, toolPins: [], links, ownCommands },
    },
    staging,
    warn,
  );
  return filesOf(staging);
}

/** Fails for a mode that is none of the three. */
async function filesOf(folder: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    const mode = ((await lstat(file)).mode & 0o777).toString(8);
    expect(mode).toMatch(entry.isDirectory() ? /^755$/ : /^(644|755)$/);
    if (!entry.isDirectory())
      found[path.relative(folder, file) + (mode === '755' ? '*' : '')] = await readFile(file, 'utf8');
  }
  return found;
}

/** Makes links from paths to targets. */
export const link = async ({ root }: Repository, links: Readonly<Record<string, string>>): Promise<void> => {
  for (const [at, target] of Object.entries(links)) {
    await mkdir(path.dirname(path.join(root, at)), { recursive: true });
    await symlink(target, path.join(root, at));
  }
};

/** Makes a repository with an SDK of two files, one of them executable. */
export async function newSdk(): Promise<Repository> {
  const repository = await newRepository();
  await repository.write({
    '.gitignore': 'dist/\nlib/\nnode_modules/\n',
    'sdk/run.sh': '#',
    'sdk/src/a.txt': 'a',
  });
  await chmod(path.join(repository.root, 'sdk/run.sh'), 0o755);
  await repository.commit(new Date('2026-01-02T03:04:05Z'));
  return repository;
}
