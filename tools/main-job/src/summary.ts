import path from 'node:path';
import {
  formatTable,
  places,
  publishedNames,
  readPublishOutcome,
  readTaskReport,
  readWorkspace,
  requiredSdks,
  type TaskReport,
} from '@ameideio/nx-packages/workspace';
import { readPackedManifest } from '@ameideio/version-manifest';

/** The one table at the end: what became of each package and of the services that use it. */
export async function summary(workspaceRoot: string): Promise<string> {
  const workspace = await readWorkspace(workspaceRoot);
  const tasks = await readTaskReport(workspaceRoot);
  const sdks = await publishedNames(workspaceRoot, workspace);
  const services = workspace.filter(({ type }) => type === 'service');
  const uses = new Map(
    await Promise.all(
      services.map(
        async (service) => [service.name, await requiredSdks(workspaceRoot, service, sdks)] as const,
      ),
    ),
  );

  const rows = [...sdks].map(async ([name, sdk]) => {
    const packed = wasRun(tasks, `${sdk.name}:pack`)
      ? await readPackedManifest(path.join(workspaceRoot, places.packages(sdk.name)))
      : undefined;
    const consumers = services.filter((service) => uses.get(service.name)?.includes(sdk));
    return [
      name,
      packed?.version ?? '',
      packed?.artifacts.map(({ sha256 }) => `sha256:${sha256.slice(0, 12)}`).join(' ') ?? '',
      await published(workspaceRoot, sdk.name, tasks),
      state(tasks, `${sdk.name}:smoke`),
      consumers.map((service) => `${service.name} ${consumed(service.name, tasks)}`).join(', '),
    ];
  });
  return formatTable(
    ['package', 'version', 'digest', 'publish', 'smoke', 'consumers'],
    await Promise.all(rows),
  );
}

function wasRun(tasks: TaskReport, id: string): boolean {
  return ['passed', 'from the cache'].includes(state(tasks, id));
}

async function published(workspaceRoot: string, project: string, tasks: TaskReport): Promise<string> {
  const ended = state(tasks, `${project}:publish`);
  if (ended !== 'passed') return ended;
  const { outcome } = await readPublishOutcome(workspaceRoot, project);
  return outcome === 'published' ? 'published' : 'unchanged';
}

function consumed(service: string, tasks: TaskReport): string {
  const [build, test] = ['build', 'test'].map((target) => state(tasks, `${service}:${target}`));
  return build === test ? `build and test ${build}` : `build ${build}, test ${test}`;
}

/** How a task ended, in a word or three. */
function state(tasks: TaskReport, id: string): string {
  const status = tasks[id];
  if (status === undefined) return 'not run';
  switch (status) {
    case 'success':
      return 'passed';
    case 'failure':
      return 'FAILED';
    case 'local-cache':
    case 'local-cache-kept-existing':
    case 'remote-cache':
      return 'from the cache';
    case 'skipped':
    case 'stopped':
      return 'not run';
  }
}
