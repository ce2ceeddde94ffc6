import {
  mirrorTable,
  readMirrorReport,
  type TaskReport,
  type WorkspaceProject,
} from '@ameideio/nx-packages/workspace';
import { state } from './task-state.ts';

/** The table of mirrored packages, from the report of `mirror-smoke`; empty where nothing is to be mirrored. */
export async function mirrorsTable(
  workspaceRoot: string,
  workspace: readonly WorkspaceProject[],
  tasks: TaskReport,
): Promise<string> {
  const registries = workspace.find(({ type }) => type === 'registries');
  const wanted = Object.values(registries?.mirrors ?? {}).flat();
  const ended = state(tasks, `${registries?.name}:mirror-smoke`);
  // `mirror-smoke` removes the report of the last run when it starts.
  const report = ended === 'not run' ? undefined : await readMirrorReport(workspaceRoot);
  if (report === undefined && wanted.length === 0) return '';
  return mirrorTable(report ?? wanted.map((one) => ({ wanted: one, ended })));
}
