import { join } from 'node:path';
import { runProcess, userEnvironment } from '@ameideio/ecosystems';

/** The first build on a machine also compiles all dependencies. */
const LIMIT_MILLISECONDS = 600_000;

/**
 * Compiles the registry with the user's Go. If nothing has changed, Go's build cache makes this a link.
 *
 * @returns the program's file.
 * @throws PackagesError TOOL_MISSING, COMMAND_FAILED.
 */
export async function buildGoRegistry(workspaceRoot: string, programs: string): Promise<string> {
  const source = join(workspaceRoot, 'services', 'go-module-registry');
  const program = join(programs, 'go-module-registry');
  await runProcess({
    command: 'go',
    args: ['-C', source, 'build', '-o', program, '.'],
    cwd: workspaceRoot,
    env: userEnvironment({ GOWORK: 'off' }),
    log: () => undefined,
    timeout: LIMIT_MILLISECONDS,
  });
  return program;
}
