import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { readJson, writeJson } from '@ameideio/version-manifest';
import type { PostTasksExecution, PostTasksExecutionContext } from '@nx/devkit';
import { z } from 'zod';
import { fileNameOf, places } from '../workspace/places.ts';
import { readWorkspace } from '../workspace/read-workspace.ts';

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

type TaskResults = PostTasksExecutionContext['taskResults'];

/** How each task of the last run ended, by its id. */
export type TaskReport = z.infer<typeof reportSchema>;

/** Where a task's whole output stands, from the workspace's root. */
export function taskLog(taskId: string): string {
  return path.join(places.taskLogs, `${fileNameOf(taskId).replaceAll(':', '-')}.log`);
}

/**
 * Keeps the whole output of each task of the pipeline's projects in a file of its own, and how it ended.
 *
 * Never throws: Nx would end the whole run with an error, whatever it was for.
 */
export const postTasksExecution: PostTasksExecution = async (_options, { workspaceRoot, taskResults }) => {
  try {
    await keepTaskReport(workspaceRoot, taskResults);
  } catch (error) {
    console.warn(`The pipeline's task logs were not written: ${String(error)}`);
  }
};

async function keepTaskReport(workspaceRoot: string, taskResults: TaskResults): Promise<void> {
  const results = await resultsOfPipeline(workspaceRoot, taskResults);
  if (results.length === 0) return;
  await mkdir(path.join(workspaceRoot, places.taskLogs), { recursive: true });
  await Promise.all(
    results.map(([id, { terminalOutput }]) =>
      writeFile(path.join(workspaceRoot, taskLog(id)), terminalOutput ?? ''),
    ),
  );
  const report: TaskReport = Object.fromEntries(results.map(([id, { status }]) => [id, status]));
  await writeJson(path.join(workspaceRoot, places.taskReport), report);
}

/** The results of tasks of projects that `workspace.json` lists, by the tasks' ids. All others are not the plugin's. */
async function resultsOfPipeline(
  workspaceRoot: string,
  taskResults: TaskResults,
): Promise<[string, TaskResults[string]][]> {
  const workspace = await readWorkspace(workspaceRoot).catch(() => []);
  const names = new Set(workspace.map(({ name }) => name));
  return Object.entries(taskResults).filter(([, { task }]) => names.has(task.target.project));
}

export async function readTaskReport(workspaceRoot: string): Promise<TaskReport> {
  return readJson(path.join(workspaceRoot, places.taskReport), reportSchema);
}

/** Forgets the last run, so that a run which is cut off can't be taken for it. */
export async function removeTaskReport(workspaceRoot: string): Promise<void> {
  await rm(path.join(workspaceRoot, places.taskReport), { force: true });
}
