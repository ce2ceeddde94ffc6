/** What a line of Nx's streamed output says about a task. */
export type Progress =
  | { readonly kind: 'started' | 'cached'; readonly task: string }
  | { readonly kind: 'passed' | 'failed'; readonly task: string; readonly seconds: string }
  | { readonly kind: 'error'; readonly message: string };

const TASK = String.raw`(?<task>[\w-]+:[\w-]+)(?::\w+)?`;

/** The line that Nx prints when a task starts or comes from the cache, and the last line of our executors. */
const nxLine = new RegExp(String.raw`^(?:>|✔ )\s+nx run ${TASK}(?<cached>\s+\[.*cache.*\])?$`);
const executorLine = new RegExp(String.raw`^[\w-]+: (?<kind>passed|failed) ${TASK} in (?<seconds>[\d.]+) s$`);
const errorLine = /^[\w-]+: (?<message>Error \[[A-Z_]+\]: .*)$/;

/** Reads one line; undefined where it says nothing about a task. */
export function progressOf(line: string): Progress | undefined {
  const nx = nxLine.exec(line)?.groups;
  if (nx?.task !== undefined) return { kind: nx.cached === undefined ? 'started' : 'cached', task: nx.task };
  const executor = executorLine.exec(line)?.groups;
  if (executor?.task !== undefined && executor.seconds !== undefined) {
    return {
      kind: executor.kind === 'passed' ? 'passed' : 'failed',
      task: executor.task,
      seconds: executor.seconds,
    };
  }
  const message = errorLine.exec(line)?.groups?.message;
  return message === undefined ? undefined : { kind: 'error', message };
}

/** Formats progress as the line that a person reads. */
export function formatProgress(progress: Progress): string {
  switch (progress.kind) {
    case 'started':
      return `▶ ${progress.task}`;
    case 'cached':
      return `✔ ${progress.task}, from the cache`;
    case 'passed':
      return `✔ ${progress.task}, ${progress.seconds} s`;
    case 'failed':
      return `✖ ${progress.task}, ${progress.seconds} s`;
    case 'error':
      return progress.message;
  }
}
