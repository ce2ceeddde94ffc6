import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { readJson, writeJson } from '@ameideio/version-manifest';
import type { PostTasksExecution } from '@nx/devkit';
import { z } from 'zod';
import { places } from '../workspace/places.ts';

const reportSchema = z.record(
  z.string(),
  z.enum([
    'success',
    'failure',
    'skipped',
    'stopped',
    'local-cache-kept-existing',
    'local-cache',
    'remote-cache',
  ]),
);

/** How each task of the last run ended, by its id. */
export type TaskReport = z.infer<typeof reportSchema>;

/** Where a task's whole output stands, from the workspace's root. */
export function taskLog(taskId: string): string {
  return path.join(places.taskLogs, `${taskId.replaceAll(':', '-')}.log`);
}

/** Keeps every task's whole output in a file of its own, and how it ended. */
export const postTasksExecution: PostTasksExecution = async (_options, { workspaceRoot, taskResults }) => {
  await mkdir(path.join(workspaceRoot, places.taskLogs), { recursive: true });
  const results = Object.entries(taskResults);
  await Promise.all(
    results.map(([id, { terminalOutput }]) =>
      writeFile(path.join(workspaceRoot, taskLog(id)), terminalOutput ?? ''),
    ),
  );
  const report: TaskReport = Object.fromEntries(results.map(([id, { status }]) => [id, status]));
  await writeJson(path.join(workspaceRoot, places.taskReport), report);
};

export async function readTaskReport(workspaceRoot: string): Promise<TaskReport> {
  return readJson(path.join(workspaceRoot, places.taskReport), reportSchema);
}

/** Forgets the last run, so that a run which is cut off can't be taken for it. */
export async function removeTaskReport(workspaceRoot: string): Promise<void> {
  await rm(path.join(workspaceRoot, places.taskReport), { force: true });
}
