import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { BY_FORCE, endProcesses } from '@ameideio/ecosystems';
import { PackagesError } from '@ameideio/version-manifest';
import type { RegistryProgram } from './embedded-registry.ts';

const GRACE_MILLISECONDS = 8_000;
const LAST_LINES = 12;

export interface ProcessOptions extends Omit<RegistryProgram, 'connect'> {
  readonly title: string;
  /** The working directory. */
  readonly folder: string;
  readonly logFile: string;
}

export interface RegistryProcess {
  /** Resolves when the process has ended, with an error that says how; it never rejects. */
  readonly exited: Promise<PackagesError>;
  /** Ends the process and its children within a time limit: first by closing its standard input, then by force. */
  stop(): Promise<void>;
}

/**
 * Starts a registry's process. It ends when its standard input closes, so it ends with this process in any case, even
 * by SIGKILL. It has its own process group: a Ctrl-C in the terminal reaches only the caller, which then stops the
 * registries in order.
 */
export function startProcess(options: ProcessOptions): RegistryProcess {
  const { title, folder, logFile } = options;
  const log = openSync(logFile, 'w', 0o600);
  // Only this user may read a registry's storage. A child inherits the mask of the moment in which it starts.
  const mask = process.umask(0o077);
  const subprocess = spawn(options.file, options.args, {
    cwd: folder,
    env: options.environment,
    // The child writes the log itself, so its last lines are kept whoever ends first.
    stdio: ['pipe', log, log],
    detached: true,
  });
  process.umask(mask);
  closeSync(log);
  // A child that dies at once closes the pipe; `exited` reports that, so this error is ignored.
  subprocess.stdin?.on('error', () => undefined);
  if (options.settings) subprocess.stdin?.write(`${JSON.stringify(options.settings)}\n`);

  const end = async () => {
    if (subprocess.pid !== undefined) await endProcesses([subprocess.pid], BY_FORCE);
  };
  const ended = new Promise<string>((resolve) => {
    subprocess.once('error', ({ message }) => resolve(message));
    subprocess.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
  });
  const exited = ended.then(async (how) => {
    await end();
    return new PackagesError(
      'REGISTRY_UNAVAILABLE',
      `${title} stopped (${how}). The end of ${logFile}:\n${await readLastLines(logFile)}`,
    );
  });

  return {
    exited,
    stop: async () => {
      subprocess.stdin?.end();
      const force = setTimeout(end, GRACE_MILLISECONDS);
      await exited;
      clearTimeout(force);
    },
  };
}

async function readLastLines(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text.trimEnd().split('\n').slice(-LAST_LINES).join('\n') || '(it has written nothing)';
}
