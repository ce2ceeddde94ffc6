import { execFile } from 'node:child_process';
import { PackagesError } from '@ameideio/version-manifest';
import { userEnvironment } from './client-environment.ts';
import { step } from './step.ts';

/** Milliseconds. */
const TIMEOUT = 60_000;

/** Arguments of every call. Paths are literal, and git does not write its index, so concurrent reads don't collide. */
const READING = ['--literal-pathspecs', '--no-optional-locks'];

/**
 * Runs a git command that only reads, and returns its standard output. It uses Node's `execFile`: some processes of Nx
 * only ask git, and loading execa takes longer than git's answer.
 *
 * @throws PackagesError TOOL_MISSING, or COMMAND_FAILED with what git wrote.
 */
export async function git(workspaceRoot: string, ...args: string[]): Promise<string> {
  return ask(workspaceRoot, [...READING, ...args], 0);
}

export interface GitRequest {
  readonly cwd: string;
  readonly args: readonly string[];
  /** The whole environment. */
  readonly env: Readonly<Record<string, string>>;
  /** The text of git's standard input. */
  readonly input?: string;
}

/**
 * Runs a git command that may write, and returns its standard output.
 *
 * @throws PackagesError TOOL_MISSING, or COMMAND_FAILED with what git wrote.
 */
export async function runGit({ cwd, args, env, input }: GitRequest): Promise<string> {
  return ask(cwd, args, 0, input, env);
}

/**
 * Returns those paths that git ignores. Paths start at the workspace's root. End a folder's path with a slash, so that
 * git recognises a folder that does not exist yet.
 */
export async function listIgnored(workspaceRoot: string, paths: readonly string[]): Promise<string[]> {
  if (paths.length === 0) return [];
  // Exit code 1 means that git ignores none of the paths.
  return splitRecords(
    await ask(workspaceRoot, ['check-ignore', '-z', '--stdin'], 1, `${paths.join('\0')}\0`),
  );
}

/** Splits the output of a git command with `-z`. */
export function splitRecords(output: string): string[] {
  return output.split('\0').filter((record) => record !== '');
}

function ask(
  cwd: string,
  args: readonly string[],
  highestExitCode: number,
  input = '',
  env: Readonly<Record<string, string>> = userEnvironment({ LC_ALL: 'C' }),
): Promise<string> {
  const line = ['git', ...args].join(' ');
  return step(line, () => {
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    const options = {
      cwd,
      env,
      maxBuffer: Number.POSITIVE_INFINITY,
      timeout: TIMEOUT,
    };
    const running = execFile('git', [...args], options, (error, stdout, stderr) => {
      if (error === null || (typeof error.code === 'number' && error.code <= highestExitCode))
        resolve(stdout);
      else reject(failure(line, cwd, error, stderr));
    });
    // git may end before it has read all of its input.
    running.stdin?.on('error', () => undefined);
    running.stdin?.end(input);
    return promise;
  });
}

function failure(
  line: string,
  cwd: string,
  error: { readonly code?: unknown; readonly killed?: boolean },
  stderr: string,
): PackagesError {
  if (error.code === 'ENOENT')
    return new PackagesError(
      'TOOL_MISSING',
      `"git" is not on the PATH (or ${cwd} is gone). Install it and run the target again.`,
    );
  const how = error.killed === true ? `took more than ${TIMEOUT / 1000} s` : `exited with ${error.code}`;
  const tail = stderr.trim().split('\n').slice(-12).join('\n');
  return new PackagesError('COMMAND_FAILED', `"${line}" ${how} in ${cwd}.${tail === '' ? '' : `\n${tail}`}`);
}
