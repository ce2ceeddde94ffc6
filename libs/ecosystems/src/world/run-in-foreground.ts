import { endTree } from './end-tree.ts';

export interface ForegroundRequest {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** The whole environment: nothing is inherited. */
  readonly env: Readonly<Record<string, string>>;
  /** Asks it to end: by SIGTERM, and where it does not, after 4 s by force, with all that it has started. */
  readonly stop: AbortSignal;
}

/** Nx gives its tasks about 5 s to end. */
const GRACE = 4_000;

/**
 * Runs a program for as long as it likes; its output is this process's own.
 *
 * @returns why it is no success; undefined where its exit code is 0, or it was asked to end.
 */
export async function runInForeground(request: ForegroundRequest): Promise<string | undefined> {
  const { command, args, cwd, env, stop } = request;
  const { execa } = await import('execa');
  if (stop.aborted) return undefined;
  const running = execa(command, args, {
    cwd,
    env,
    extendEnv: false,
    stdin: 'ignore',
    stdout: 'inherit',
    stderr: 'inherit',
    reject: false,
  });
  let force: NodeJS.Timeout | undefined;
  const end = (): void => {
    running.kill('SIGTERM');
    force = setTimeout(() => running.pid !== undefined && endTree(running.pid), GRACE);
  };
  stop.addEventListener('abort', end, { once: true });
  const { failed, signal, exitCode, shortMessage } = await running;
  stop.removeEventListener('abort', end);
  clearTimeout(force);
  if (!failed || stop.aborted) return undefined;
  if (signal !== undefined) return `was ended by ${signal}`;
  return exitCode === undefined ? `could not be run: ${shortMessage}` : `exited with ${exitCode}`;
}
