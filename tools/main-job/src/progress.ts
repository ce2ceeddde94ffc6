/** What a line of Nx's streamed output says of a task. */
export type Progress =
  | { readonly kind: 'started' | 'cached'; readonly task: string }
  | { readonly kind: 'passed' | 'failed'; readonly task: string; readonly seconds: string }
  | { readonly kind: 'error'; readonly message: string };

const TASK = String.raw`(?<task>[\w-]+:[\w-]+)(?::\w+)?`;

/** Nx's own line where a task starts, or where its output comes from a cache; then the last line of our executors. */
const nxLine = new RegExp(String.raw`^(?:>|✔ )\s+nx run ${TASK}(?<cached>\s+\[.*cache.*\])?$`);
const executorLine = new RegExp(String.raw`^[\w-]+: (?<kind>passed|failed) ${TASK} in (?<seconds>[\d.]+) s$`);
const errorLine = /^[\w-]+: (?<message>Error \[[A-Z_]+\]: .*)$/;

/** Reads one line; undefined where it tells nothing of this kind. */
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

/** The line that a person sees. */
export function shownProgress(progress: Progress): string {
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
