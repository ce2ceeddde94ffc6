import type { TaskReport } from '@ameideio/nx-packages/workspace';

/** How a task ended, in one to three words. */
export function state(tasks: TaskReport, id: string): string {
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
