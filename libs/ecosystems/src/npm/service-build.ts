import { lstat } from 'node:fs/promises';
import path from 'node:path';
import { PackagesError } from '@ameideio/version-manifest';
import { findBuiltEntries, listEntriesUnder } from '../sources/built-entries.ts';
import { copyFiles } from '../sources/copy-files.ts';
import { followLinks } from '../sources/follow-links.ts';
import type { SourceEntry } from '../sources/git-files.ts';
import { outputPattern } from '../sources/output-patterns.ts';

export interface ServiceCopy {
  /** The folder of the copy, which corresponds to the workspace's root. */
  readonly top: string;
  /** The service's folder in the copy. */
  readonly root: string;
  readonly project: string;
  /** The outputs of `build`, as Nx spells them; undefined if `workspace.json` states none. */
  readonly stated: readonly string[] | undefined;
}

export interface ServiceBuild {
  /**
   * Copies the outputs of the build to a folder, with links followed. If `workspace.json` states no outputs, it copies
   * every file that is new or was written again; for a service without a build script, every file.
   *
   * @throws PackagesError BUILD_OUTPUT_MISSING if there is no output, or if a link that the build made leads elsewhere.
   */
  collect(output: string, isBuilt: boolean): Promise<void>;
}

/** Records the files in the copy of a service before its build runs. */
export async function serviceBuild({ top, root, project, stated }: ServiceCopy): Promise<ServiceBuild> {
  const list = (): Promise<SourceEntry[]> => listEntriesUnder(top, root, ['node_modules']);
  const before = await stampsOf(top, await list());

  async function leftOf(isBuilt: boolean, all: readonly SourceEntry[]): Promise<readonly SourceEntry[]> {
    if (stated !== undefined)
      return findBuiltEntries(
        top,
        stated.flatMap((output) => outputPattern(output, root, project) ?? []),
      );
    if (!isBuilt) return all;
    const after = await stampsOf(top, all);
    return all.filter(({ path }) => before.get(path) !== after.get(path));
  }

  return {
    async collect(output, isBuilt) {
      const all = await list();
      const left = await leftOf(isBuilt, all);
      if (left.length === 0) {
        const what = stated === undefined ? 'no file in its folder' : `nothing of ${stated.join(', ')}`;
        throw makeMissingError(
          `The build of ${project} left ${what}. State in workspace.json where it writes: "outputs" of ${project}, for example ["{projectRoot}/build"].`,
        );
      }
      const wanted = new Set(left.map(({ path }) => path));
      const { files, refused } = await followLinks(
        {
          workspaceRoot: top,
          paths: [root],
          entries: [...new Map([...all, ...left].map((entry) => [entry.path, entry])).values()],
          list: async () => [],
          counted: [root],
        },
        ({ path }) => wanted.has(path),
      );
      const lines = refused.map(
        ({ link, text, fault }) =>
          `The build of ${project} left the symbolic link ${link} to ${text}, which ${fault}. Let the build copy what it leads to.`,
      );
      if (lines.length > 0) throw makeMissingError(lines.join('\n'));
      await copyFiles(top, files, root, output);
    },
  };
}

/** Returns, by path, values that change when a file is written. */
async function stampsOf(top: string, entries: readonly SourceEntry[]): Promise<Map<string, string>> {
  const stamps = entries.map(async (entry): Promise<[string, string]> => {
    const { mtimeMs, size, ino } = await lstat(path.join(top, entry.path));
    return [entry.path, [mtimeMs, size, ino].join(' ')];
  });
  return new Map(await Promise.all(stamps));
}

function makeMissingError(message: string): PackagesError {
  return new PackagesError('BUILD_OUTPUT_MISSING', message);
}
