import { computeSdkVersion, type Publication, preflight } from '@ameideio/ecosystems';
import type { TaskGraph } from '@nx/devkit';
import { sdkOf } from '../../workspace/sdk.ts';
import { targetExecutor } from '../run-target.ts';

interface PreflightOptions {
  readonly release: boolean;
}

/** Checks variables and credentials for what this run will publish, before a byte is sent. */
export default targetExecutor<PreflightOptions>(
  async ({ release }, { workspaceRoot, workspace, log, nx }) => {
    const sdks = workspace.filter(({ type }) => type === 'sdk').map(({ name }) => name);
    const publications = publishedBy(nx.taskGraph, sdks).map(async (name): Promise<Publication> => {
      const sdk = await sdkOf(workspaceRoot, workspace, name);
      const { manifest, version } = await computeSdkVersion(sdk, release);
      return { ecosystem: sdk.ecosystem, name: manifest.name, version };
    });
    await preflight(await Promise.all(publications), process.env, log);
  },
);

/** The SDKs that a run publishes; all SDKs where the task graph shows none, as on an agent that runs this task alone. */
export function publishedBy(taskGraph: TaskGraph | undefined, sdks: readonly string[]): string[] {
  const tasks = Object.values(taskGraph?.tasks ?? {});
  const publishing = tasks
    .filter(({ target }) => target.target === 'publish')
    .map(({ target }) => target.project);
  const known = sdks.filter((sdk) => publishing.includes(sdk));
  return known.length > 0 ? known : [...sdks];
}
