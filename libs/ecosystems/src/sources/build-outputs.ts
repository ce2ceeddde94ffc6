import { lstat } from 'node:fs/promises';
import path from 'node:path';
import type { OwnCommands } from '../ecosystem.ts';
import { git, ignoredByGit, records } from '../world/git.ts';
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
 * and whatever its manifest names though git ignores it, since nothing but the build can have made that. Where git
 * ignores a named file and not its folder, it is every file with that extension below the outermost folder in which git
 * ignores such files: a compiler writes beside the sources.
 */
export async function buildOutputs(
  workspaceRoot: string,
  projects: readonly BuildingProject[],
): Promise<BuildOutputs[]> {
  const ways = await Promise.all(
    projects.map(async ({ root, stated, own }) =>
      stated === undefined
        ? Promise.all(own.namedOutputs.map((named) => wayTo(workspaceRoot, root, named)))
        : [],
    ),
  );
  // A folder's name ends with a slash for git: it asks no file system whether `lib` is one.
  const asked = new Set(ways.flat(2).flatMap(({ at, probe }) => (probe === undefined ? [at] : [at, probe])));
  const ignored = await ignoredWhole(workspaceRoot, [...asked]);
  return projects.map(({ stated, own }, index) => {
    if (stated !== undefined) return { outputs: stated, needed: stated.length > 0 };
    const named = (ways[index] ?? []).flatMap((way) => outermost(way, ignored) ?? []);
    const outputs = [...new Set([...own.outputs, ...named])];
    // Of `lib` and `lib/index.js`, the first stands for both.
    const shortest = outputs.filter(
      (one) => !outputs.some((other) => other !== one && isWithin([other], one)),
    );
    return { outputs: shortest.map((output) => `{projectRoot}/${output}`), needed: named.length > 0 };
  });
}

/**
 * Those of these paths that git ignores and in which it has nothing. For git, `src/` is ignored by `src/*`, though
 * `!src/*.ts` may follow; and Nx removes an output before it restores it.
 */
async function ignoredWhole(workspaceRoot: string, paths: readonly string[]): Promise<Set<string>> {
  const ignored = await ignoredByGit(workspaceRoot, paths);
  if (ignored.length === 0) return new Set();
  const listing = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const listed = records(await git(workspaceRoot, ...listing, '--', ...ignored));
  return new Set(ignored.filter((one) => !listed.some((file) => file.startsWith(one))));
}

/** A named file, or a folder on the way to it. */
interface Step {
  /** From the workspace's root, with a slash at its end. */
  readonly at: string;
  /** From the project's folder. */
  readonly inProject: string;
  /** A file that nobody has, in this folder and with the named file's extension. */
  readonly probe?: string;
  readonly pattern?: string;
}

/** The project's folder, `lib` and `lib/index.js`, as far as no link stands on the way. */
async function wayTo(workspaceRoot: string, root: string, named: string): Promise<Step[]> {
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

/** What stands for a named file among the outputs: an ignored folder, a pattern, or the file; undefined for a source. */
function outermost(way: readonly Step[], ignored: ReadonlySet<string>): string | undefined {
  const [, ...below] = way;
  const found = below.find(({ at }) => ignored.has(at));
  if (found === undefined) return undefined;
  if (found !== below.at(-1)) return found.inProject;
  return way.find(({ probe = '' }) => ignored.has(probe))?.pattern ?? found.inProject;
}
