import { endProcesses } from './end-processes.mjs';

export interface ForegroundRequest {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** The whole environment: nothing is inherited. */
  readonly env: Readonly<Record<string, string>>;
  /** Ends the program and everything that it started: by SIGTERM, and after 3.5 s by force. */
  readonly stop: AbortSignal;
}

/** Nx gives its tasks about 5 s to end. */
const ENDING = [
  ['SIGTERM', 3_500],
  ['SIGKILL', 1_000],
] as const;

/**
 * Runs a program without a time limit; it writes to this process's own output.
 *
 * @returns why it failed; undefined if its exit code is 0, or `stop` ended it.
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
  let ending: Promise<void> | undefined;
  const end = (): void => {
    if (running.pid !== undefined) ending = endProcesses([running.pid], ENDING);
  };
  stop.addEventListener('abort', end, { once: true });
  const { failed, signal, exitCode, shortMessage } = await running;
  stop.removeEventListener('abort', end);
  await ending;
  if (!failed || stop.aborted) return undefined;
  if (signal !== undefined) return `was ended by ${signal}`;
  return exitCode === undefined ? `could not be run: ${shortMessage}` : `exited with ${exitCode}`;
}
