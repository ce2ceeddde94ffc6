import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { endProcesses, POLITELY, userEnvironment } from '@ameideio/ecosystems';
import { PackagesError } from '@ameideio/version-manifest';

export interface NxRun {
  /** Nx's exit code. Rejects with COMMAND_FAILED where a signal ended Nx. */
  readonly ended: Promise<number>;
  /** Ends Nx and every task below it. Bounded. */
  stop(): Promise<void>;
}

/**
 * Runs Nx in a process group of its own, so that Nx and all its tasks can be ended at once.
 *
 * Nx runs without its daemon, which would outlive the run, and without its terminal interface: the main job prints its own
 * lines.
 */
export function runNx(
  workspaceRoot: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  onLine: (line: string) => void,
): NxRun {
  const nx = path.join(workspaceRoot, 'node_modules', 'nx', 'dist', 'bin', 'nx.js');
  const child = spawn(process.execPath, [nx, ...args], {
    cwd: workspaceRoot,
    env: {
      // Without the variables of other registries: what those want of their readers is for nobody here.
      ...userEnvironment(),
      ...environment,
      NX_DAEMON: 'false',
      NX_TUI: 'false',
      // Each task is a process. It starts sooner with a compile cache, and without a process for each plugin.
      NODE_COMPILE_CACHE: path.join(workspaceRoot, 'node_modules', '.cache', 'node-compile-cache'),
      NX_ISOLATE_PLUGINS: 'false',
      FORCE_COLOR: '0',
    },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr]) createInterface(stream).on('line', onLine);
  const { promise: ended, resolve, reject } = Promise.withResolvers<number>();
  child.once('close', (code) => resolve(code ?? 1));
  child.once('exit', (code, signal) => {
    // A code above 128 means a signal that Nx caught. Tasks that outlive Nx keep its output open, so don't wait for `close`.
    if (code !== null && code <= 128) return;
    const how = signal ?? `a signal (exit code ${code})`;
    reject(new PackagesError('COMMAND_FAILED', `Nx was ended by ${how}. Run it again to go on.`));
  });
  const { pid } = child;
  return {
    ended,
    stop: async () => {
      if (pid !== undefined) await endProcesses([pid], POLITELY);
    },
  };
}
