import { PackagesError } from '@ameideio/version-manifest';
import { withoutSecrets } from './credential.ts';
import { BY_FORCE, endProcesses } from './end-processes.mjs';
import { step } from './step.ts';

/** Takes one line of progress, for a person. */
export type Log = (line: string) => void;

export interface ProcessRequest {
  readonly command: string;
  /** One string an argument; there is no shell. Never a secret: arguments are public. */
  readonly args: readonly string[];
  readonly cwd: string;
  /** The whole environment: nothing is inherited. */
  readonly env: Readonly<Record<string, string>>;
  /** Receives both output streams line by line, as they come. */
  readonly log: Log;
  /** Milliseconds until the program and everything that it started are ended. */
  readonly timeout: number;
  /** Secrets that the program knows. Its output hides them: a server may send back what it received. */
  readonly secrets?: readonly string[];
}

/**
 * Runs a program and returns its standard output.
 *
 * @throws PackagesError TOOL_MISSING if the program is not on the PATH; COMMAND_FAILED for another exit code than 0, a
 * signal or the time limit, with the last lines of its output.
 */
export async function runProcess(request: ProcessRequest): Promise<string> {
  return step([request.command, ...request.args].join(' '), () => run(request));
}

async function run(request: ProcessRequest): Promise<string> {
  const { command, args, cwd, env, timeout, secrets = [] } = request;
  const { execa } = await import('execa');
  const log: Log = (line) => request.log(withoutSecrets(line, secrets));
  const running = execa(command, args, {
    cwd,
    env,
    extendEnv: false,
    stdin: 'ignore',
    all: true,
    reject: false,
  });
  let late = false;
  const limit = setTimeout(() => {
    late = true;
    if (running.pid !== undefined) void endProcesses([running.pid], BY_FORCE);
  }, timeout);
  const [result] = await Promise.all([running, forward(running.iterable({ from: 'all' }), log)]);
  clearTimeout(limit);
  if (!result.failed) return result.stdout;
  const line = [command, ...args].join(' ');
  if (result.code === 'ENOENT') {
    throw new PackagesError(
      'TOOL_MISSING',
      `"${command}" is not on the PATH (or ${cwd} is gone). Install it and run the target again.`,
    );
  }
  const how = late
    ? `took more than ${timeout / 1000} s`
    : result.signal
      ? `was ended by ${result.signal}`
      : `exited with ${result.exitCode}`;
  const tail = withoutSecrets(result.all, secrets).split('\n').slice(-12).join('\n');
  throw new PackagesError('COMMAND_FAILED', `"${line}" ${how} in ${cwd}.${tail === '' ? '' : `\n${tail}`}`);
}

async function forward(lines: AsyncIterable<string>, log: Log): Promise<void> {
  for await (const line of lines) log(line);
}
