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
  type WorkspaceProject,
} from '@ameideio/nx-packages/workspace';
import { readPackedManifest } from '@ameideio/version-manifest';
import { mirrorsTable } from './mirrors-table.ts';
import { state } from './task-state.ts';

/** The tables at the end of a run: each package with its consumers, and each mirrored package. */
export async function summary(workspaceRoot: string): Promise<string> {
  const workspace = await readWorkspace(workspaceRoot);
  const tasks = await readTaskReport(workspaceRoot);
  const tables = [
    await packagesTable(workspaceRoot, workspace, tasks),
    await mirrorsTable(workspaceRoot, workspace, tasks),
  ];
  return tables.filter(Boolean).join('\n\n');
}

async function packagesTable(
  workspaceRoot: string,
  workspace: readonly WorkspaceProject[],
  tasks: TaskReport,
): Promise<string> {
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
