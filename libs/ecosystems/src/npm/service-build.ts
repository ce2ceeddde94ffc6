import { lstat } from 'node:fs/promises';
import path from 'node:path';
import { PackagesError } from '@ameideio/version-manifest';
import { builtEntries, entriesUnder } from '../sources/built-entries.ts';
import { copyFiles } from '../sources/copy-files.ts';
import { followLinks } from '../sources/follow-links.ts';
import type { SourceEntry } from '../sources/git-files.ts';
import { outputPattern } from '../sources/output-patterns.ts';

export interface ServiceCopy {
  /** The copy's folder, which stands for the workspace. */
  readonly top: string;
  /** The service's folder, from there. */
  readonly root: string;
  readonly project: string;
  /** What `build` leaves, as Nx spells it; undefined if `workspace.json` does not say. */
  readonly stated: readonly string[] | undefined;
}

export interface ServiceBuild {
  /**
   * Copies what the build has left to a folder, links followed. What that is, `workspace.json` states; else it is every
   * file that is new or was written again, and of a service without a build script every file.
   *
   * @throws PackagesError BUILD_OUTPUT_MISSING if that is nothing, or a link that the build made leads elsewhere.
   */
  collect(output: string, isBuilt: boolean): Promise<void>;
}

/** Looks at the copy of a service before its build runs. */
export async function serviceBuild({ top, root, project, stated }: ServiceCopy): Promise<ServiceBuild> {
  const list = (): Promise<SourceEntry[]> => entriesUnder(top, root, ['node_modules']);
  const before = await stampsOf(top, await list());

  async function leftOf(isBuilt: boolean, all: readonly SourceEntry[]): Promise<readonly SourceEntry[]> {
    if (stated !== undefined)
      return builtEntries(
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
        throw missing(
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
      if (lines.length > 0) throw missing(lines.join('\n'));
      await copyFiles(top, files, root, output);
    },
  };
}

/** By path, what changes when a file is written. */
async function stampsOf(top: string, entries: readonly SourceEntry[]): Promise<Map<string, string>> {
  const stamps = entries.map(async (entry): Promise<[string, string]> => {
    const { mtimeMs, size, ino } = await lstat(path.join(top, entry.path));
    return [entry.path, [mtimeMs, size, ino].join(' ')];
  });
  return new Map(await Promise.all(stamps));
}

function missing(message: string): PackagesError {
  return new PackagesError('BUILD_OUTPUT_MISSING', message);
}
