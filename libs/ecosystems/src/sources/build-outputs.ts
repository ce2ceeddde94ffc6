import { lstat } from 'node:fs/promises';
import path from 'node:path';
import type { OwnCommands } from '../ecosystem.ts';
import { git, listIgnored, splitRecords } from '../world/git.ts';
import { isWithin } from './is-within.ts';

export interface BuildingProject {
  /** From the workspace's root. */
  readonly root: string;
  /** The project's `outputs` in `workspace.json`, as Nx spells them; undefined if it has none. */
  readonly stated: readonly string[] | undefined;
  readonly own: Pick<OwnCommands, 'outputs' | 'namedOutputs'>;
}

export interface BuildOutputs {
  /** In the spelling of Nx. */
  readonly outputs: readonly string[];
  /** Whether `build` has failed if none of the outputs exists. */
  readonly needed: boolean;
}

/**
 * Lists the outputs of each project's build: those that `workspace.json` states, else those that its commands leave by
 * convention. Files that the manifest names and git ignores are outputs too, because only the build can have made them.
 * If git ignores a named file but not its folder, the output is a pattern, because compilers write beside the sources.
 * It matches every file with that extension below the outermost folder in which git ignores such files.
 */
export async function listBuildOutputs(
  workspaceRoot: string,
  projects: readonly BuildingProject[],
): Promise<BuildOutputs[]> {
  const ways = await Promise.all(
    projects.map(async ({ root, stated, own }) =>
      stated === undefined
        ? Promise.all(own.namedOutputs.map((named) => listStepsTo(workspaceRoot, root, named)))
        : [],
    ),
  );
  // The final slash tells git that `lib` is a folder, without a look at the disk.
  const pathsToAsk = new Set(
    ways.flat(2).flatMap(({ at, probe }) => (probe === undefined ? [at] : [at, probe])),
  );
  const ignored = await listWhollyIgnored(workspaceRoot, [...pathsToAsk]);
  return projects.map(({ stated, own }, index) => {
    if (stated !== undefined) return { outputs: stated, needed: stated.length > 0 };
    const named = (ways[index] ?? []).flatMap((way) => outermost(way, ignored) ?? []);
    const outputs = [...new Set([...own.outputs, ...named])];
    // `lib` contains `lib/index.js`, so the first stands for both.
    const shortest = outputs.filter(
      (one) => !outputs.some((other) => other !== one && isWithin([other], one)),
    );
    return { outputs: shortest.map((output) => `{projectRoot}/${output}`), needed: named.length > 0 };
  });
}

/**
 * Returns those of these paths that git ignores and that hold no tracked file. For git, `src/` is ignored by `src/*`,
 * even if `!src/*.ts` follows. Nx removes an output before it restores it.
 */
async function listWhollyIgnored(workspaceRoot: string, paths: readonly string[]): Promise<Set<string>> {
  const ignored = await listIgnored(workspaceRoot, paths);
  if (ignored.length === 0) return new Set();
  const listing = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const listed = splitRecords(await git(workspaceRoot, ...listing, '--', ...ignored));
  return new Set(ignored.filter((one) => !listed.some((file) => file.startsWith(one))));
}

/** A named file, or one of its parent folders. */
interface Step {
  /** From the workspace's root, with a slash at its end. */
  readonly at: string;
  /** From the project's folder. */
  readonly inProject: string;
  /** The path of a file that does not exist, in this folder and with the named file's extension. */
  readonly probe?: string;
  readonly pattern?: string;
}

/** Lists the steps to a named file, `lib` and `lib/index.js`, up to the first link on the way. */
async function listStepsTo(workspaceRoot: string, root: string, named: string): Promise<Step[]> {
  const extension = /(?:\.d)?\.\w+$/.exec(named)?.[0];
  const steps: Step[] = [];
  for (const [index] of ['', ...named.split('/')].entries()) {
    const inProject = named.split('/').slice(0, index).join('/');
    const at = path.posix.join(root, inProject);
    const entry = await lstat(path.join(workspaceRoot, at)).catch(() => undefined);
    if (entry?.isSymbolicLink()) break;
    steps.push({
      at: `${at}/`,
      inProject,
      ...(extension !== undefined &&
        inProject !== named && {
          probe: `${at}/nx-packages-probe${extension}/`,
          pattern: path.posix.join(inProject, '**', `*${extension}`),
        }),
    });
  }
  return steps;
}

/** Returns the output for a named file: an ignored folder, a pattern, or the file itself; undefined for a source. */
function outermost(way: readonly Step[], ignored: ReadonlySet<string>): string | undefined {
  const [, ...below] = way;
  const found = below.find(({ at }) => ignored.has(at));
  if (found === undefined) return undefined;
  if (found !== below.at(-1)) return found.inProject;
  return way.find(({ probe = '' }) => ignored.has(probe))?.pattern ?? found.inProject;
}
