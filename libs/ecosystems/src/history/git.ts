import { userEnvironment } from '../world/client-environment.ts';
import { runProcess } from '../world/run-process.ts';

/** Runs a reading git command. Paths are taken literally; the index is not refreshed on disk, so reads don't collide. */
export async function git(workspaceRoot: string, ...args: string[]): Promise<string> {
  return runProcess({
    command: 'git',
    args: ['--literal-pathspecs', '--no-optional-locks', ...args],
    cwd: workspaceRoot,
    env: userEnvironment({ LC_ALL: 'C' }),
    log: () => undefined,
    timeout: 60_000,
  });
}

/** The records of a `-z` answer. */
export function records(output: string): string[] {
  return output.split('\0').filter((record) => record !== '');
}
