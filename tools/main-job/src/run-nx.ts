import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';

export interface NxRun {
  /** The exit code; 1 where a signal ended it. */
  readonly ended: Promise<number>;
  /** Ends Nx and every task below it. Bounded. */
  stop(): Promise<void>;
}

/** How long each kind of asking may take, in milliseconds. Executors remove their sandboxes in the first. */
const PATIENCE: readonly [NodeJS.Signals, number][] = [
  ['SIGINT', 5_000],
  ['SIGTERM', 2_000],
  ['SIGKILL', 2_000],
];

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
      ...withoutRegistries(process.env),
      ...environment,
      NX_DAEMON: 'false',
      NX_TUI: 'false',
      FORCE_COLOR: '0',
    },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr]) createInterface(stream).on('line', onLine);
  const ended = once(child, 'close').then(([code]: (number | null)[]) => code ?? 1);
  const { pid } = child;
  return {
    ended,
    async stop() {
      if (pid === undefined) return;
      for (const [signal, patience] of PATIENCE) {
        if (!signalGroup(pid, signal)) return;
        const until = Date.now() + patience;
        while (signalGroup(pid, 0) && Date.now() < until) await wait(50);
      }
    },
  };
}

/** Without the variables of other registries: what those want of their readers is for nobody here. */
function withoutRegistries(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(environment).filter(([name]) => !name.startsWith('PACKAGES_'));
  return Object.fromEntries(kept);
}

/** Whether the group is there still. */
function signalGroup(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(-pid, signal);
    return true;
  } catch {
    return false;
  }
}
