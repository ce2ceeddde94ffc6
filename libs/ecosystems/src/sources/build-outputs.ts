import { lstat } from 'node:fs/promises';
import path from 'node:path';
import type { OwnCommands } from '../ecosystem.ts';
import { ignoredByGit } from '../world/git.ts';
import { isWithin } from './is-within.ts';

export interface BuildingProject {
  /** From the workspace's root. */
  readonly root: string;
  /** The project's `outputs` in `workspace.json`, as Nx spells them; undefined where it has none. */
  readonly stated: readonly string[] | undefined;
  readonly own: Pick<OwnCommands, 'outputs' | 'namedOutputs'>;
}

export interface BuildOutputs {
  /** As Nx spells them. */
  readonly outputs: readonly string[];
  /** Whether `build` has failed to do its work where nothing of them is there. */
  readonly needed: boolean;
}

/**
 * What the build of each project leaves: what `workspace.json` states, else what its own commands leave by convention,
 * and whatever its manifest names though git ignores it, since nothing but the build can have made that.
 */
export async function buildOutputs(
  workspaceRoot: string,
  projects: readonly BuildingProject[],
): Promise<BuildOutputs[]> {
  const candidates = await Promise.all(
    projects.map(async ({ root, stated, own }) =>
      stated === undefined
        ? (await Promise.all(own.namedOutputs.map((named) => withParents(workspaceRoot, root, named)))).flat()
        : [],
    ),
  );
  // A folder's name ends with a slash for git; it asks no file system whether `lib` is one.
  const asked = [...new Set(candidates.flat())].map((candidate) => `${candidate}/`);
  const ignored = new Set((await ignoredByGit(workspaceRoot, asked)).map((one) => one.replace(/\/$/, '')));
  return projects.map(({ root, stated, own }, index) => {
    if (stated !== undefined) return { outputs: stated, needed: stated.length > 0 };
    const named = (candidates[index] ?? []).filter((candidate) => ignored.has(candidate));
    const inRoot = named.map((one) => path.posix.relative(root, one));
    // Of `lib` and `lib/index.js`, the first stands for both.
    const outermost = inRoot.filter(
      (one) => !inRoot.some((other) => other !== one && isWithin([other], one)),
    );
    const outputs = [...new Set([...own.outputs, ...outermost])];
    return {
      outputs: outputs.map((output) => `{projectRoot}/${output}`),
      needed: named.length > 0,
    };
  });
}

/** From the workspace's root: `lib` and `lib/index.js`, as far as no link stands on the way. */
async function withParents(workspaceRoot: string, root: string, named: string): Promise<string[]> {
  const found: string[] = [];
  let at = root;
  for (const segment of named.split('/')) {
    at = `${at}/${segment}`;
    const entry = await lstat(path.join(workspaceRoot, at)).catch(() => undefined);
    if (entry?.isSymbolicLink()) break;
    found.push(at);
  }
  return found;
}
