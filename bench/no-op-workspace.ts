import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

/** What Nx writes with `--graph=<file>.json`. */
const graphSchema = z.object({
  tasks: z.object({
    tasks: z.record(z.string(), z.object({ target: z.object({ project: z.string(), target: z.string() }) })),
    dependencies: z.record(z.string(), z.array(z.object({ id: z.string() }))),
  }),
});

export type TaskGraph = z.infer<typeof graphSchema>['tasks'];

export function parseTaskGraph(json: string): TaskGraph {
  return graphSchema.parse(JSON.parse(json)).tasks;
}

const EXECUTOR = 'nothing';

/**
 * Makes an Nx workspace with the same tasks in the same order, each of which does nothing, to measure Nx itself.
 *
 * @param restored whether a task of the original came from the cache; then its copy does too.
 */
export async function noOpWorkspace(
  folder: string,
  nodeModules: string,
  { tasks, dependencies }: TaskGraph,
  restored: (task: string) => boolean,
): Promise<void> {
  const write = async (file: string, content: unknown): Promise<void> => {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), typeof content === 'string' ? content : JSON.stringify(content));
  };
  await write('package.json', { name: 'no-op', private: true });
  await write('nx.json', { analytics: false, cacheDirectory: '.nx/cache' });
  await write(`${EXECUTOR}/package.json`, {
    name: EXECUTOR,
    version: '1.0.0',
    executors: './executors.json',
  });
  await write(`${EXECUTOR}/executors.json`, {
    executors: { [EXECUTOR]: { implementation: './executor.js', schema: './schema.json' } },
  });
  await write(`${EXECUTOR}/schema.json`, { type: 'object', properties: {} });
  await write(`${EXECUTOR}/executor.js`, 'exports.default = async () => ({ success: true });\n');
  await symlink(nodeModules, path.join(folder, 'node_modules'));

  const targets = new Map<string, Record<string, object>>();
  for (const [id, { target }] of Object.entries(tasks)) {
    const dependsOn = (dependencies[id] ?? []).flatMap((dependency) => {
      const on = tasks[dependency.id]?.target;
      return on === undefined ? [] : [{ projects: [on.project], target: on.target }];
    });
    const twin = { executor: `./${EXECUTOR}:${EXECUTOR}`, cache: restored(id), dependsOn };
    targets.set(target.project, { ...targets.get(target.project), [target.target]: twin });
  }
  for (const [project, its] of targets)
    await write(`${project}/project.json`, { name: project, targets: its });
}
