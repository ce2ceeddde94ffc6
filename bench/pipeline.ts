import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { places } from '@ameideio/nx-packages/workspace';
import { readPackedManifest } from '@ameideio/version-manifest';
import { execa } from 'execa';
import type { Clone } from '../test/e2e/clone.ts';
import { executed, type NxRun, restored, usersNx } from '../test/e2e/nx.ts';
import type { RunningRegistries } from '../test/e2e/registries.ts';
import { npxTerminal } from '../test/e2e/user.ts';
import { noOpWorkspace, parseTaskGraph } from './no-op-workspace.ts';
import { medians, ROUNDS, timed } from './timing.ts';

/** Milliseconds, each the median of several rounds. */
export interface PipelineTimes {
  /** `publish` and `smoke` of the three SDKs, in versions that the registries don't have. */
  readonly published: number;
  /** Nx with as many tasks that do nothing, as many of them from the cache. */
  readonly publishedNoOp: number;
  /** The plain clients, one after another. */
  readonly plainClients: number;
  /** The same again, with nothing changed. */
  readonly unchanged: number;
  readonly unchangedNoOp: number;
}

const SDKS = ['sdk-ts', 'sdk-python', 'sdk-go'];
const SMOKE = `run-many -t smoke -p ${SDKS.join(',')}`;
const PACK = `run-many -t pack lint test -p ${SDKS.join(',')}`;

export async function pipelineTimes(clone: Clone, registries: RunningRegistries): Promise<PipelineTimes> {
  const run = async (words: string): Promise<NxRun> => {
    const result = await usersNx(clone, words, registries.environment);
    if (result.exitCode !== 0) throw new Error(result.output);
    return result;
  };
  let version = 0;
  /** Amends the commit with a later date, which gives every SDK a new version, then packs, lints and tests. */
  const newVersions = async (): Promise<void> => {
    version += 1;
    const date = new Date(Date.UTC(2026, 0, 1, 0, 0, version)).toISOString();
    await execa('git', ['commit', '--quiet', '--amend', '--no-edit', '--date', date], {
      cwd: clone.root,
      env: { GIT_COMMITTER_DATE: date },
    });
    await run(PACK);
  };
  const folder = await mkdtemp(path.join(tmpdir(), 'nx-packages-bench-'));
  try {
    await newVersions();
    const fresh = await run(SMOKE);
    const again = await run(SMOKE);
    const twins = {
      fresh: await twin(clone, registries, path.join(folder, 'fresh'), fresh),
      again: await twin(clone, registries, path.join(folder, 'again'), again),
    };
    return await medians(ROUNDS, {
      published: async () => {
        await newVersions();
        return timed(() => run(SMOKE));
      },
      unchanged: () => timed(() => run(SMOKE)),
      publishedNoOp: () => timed(twins.fresh),
      unchangedNoOp: () => timed(twins.again),
      plainClients: async () => {
        await newVersions();
        const versions = await Promise.all(SDKS.map((sdk) => packedVersion(clone, sdk)));
        return timed(() => plainClients(clone, registries, versions));
      },
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Makes a copy of the run whose tasks do nothing, fills its cache alike, and gives the function that runs it. */
async function twin(
  clone: Clone,
  registries: RunningRegistries,
  folder: string,
  original: NxRun,
): Promise<() => Promise<void>> {
  const graph = path.join(clone.temporary, 'graph.json');
  await usersNx(clone, `${SMOKE} --graph=${graph}`, registries.environment);
  const tasks = parseTaskGraph(await readFile(graph, 'utf8'));
  const cached = new Set(restored(original.tasks));
  await noOpWorkspace(folder, path.join(clone.root, 'node_modules'), tasks, (id) => cached.has(id));
  const run = async (): Promise<void> => {
    const { exitCode, output } = await usersNx({ ...clone, root: folder }, SMOKE, {});
    if (exitCode !== 0) throw new Error(output);
  };
  await run();
  const count = executed(original.tasks).length + cached.size;
  if (count !== Object.keys(tasks.tasks).length)
    throw new Error(`The twin has ${Object.keys(tasks.tasks).length} tasks, the original ${count}.`);
  return run;
}

async function packedVersion({ root }: Clone, project: string): Promise<string> {
  return (await readPackedManifest(path.join(root, places.packages(project)))).version;
}

async function plainClients(
  clone: Clone,
  { environment }: RunningRegistries,
  versions: readonly string[],
): Promise<void> {
  const script = path.join(import.meta.dirname, 'plain-clients.sh');
  await execa(script, [path.join(clone.root, 'dist', 'packages'), ...versions], {
    cwd: clone.temporary,
    env: { ...npxTerminal(clone), ...environment },
    extendEnv: false,
  });
}
