import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { endProcesses, POLITELY, userEnvironment } from '@ameideio/ecosystems';
import { PackagesError } from '@ameideio/version-manifest';

export interface NxRun {
  /** The exit code. Rejects with COMMAND_FAILED where a signal ended it. */
  readonly ended: Promise<number>;
  /** Ends Nx and every task below it. Bounded. */
  stop(): Promise<void>;
}

/**
 * Runs Nx in a process group of its own, so that all of it can be ended as one, without its daemon, which would outlive
 * the run, and without its terminal interface, whose place this job's own lines take.
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
      // Each task is a process: it begins sooner with what the last one has compiled, and without one for each plugin.
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
    // A signal that Nx caught is told by a code above 128. Tasks that outlive it hold its output open: not waited for.
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
