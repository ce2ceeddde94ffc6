import { join } from 'node:path';
import { PackagesError } from '@ameideio/version-manifest';
import { ExecaError, execa } from 'execa';
import { childEnvironment } from '../child-environment.ts';

/** Compiles the registry with the user's Go; where nothing has changed, Go's build cache makes this a link. */
export async function buildGoRegistry(workspaceRoot: string, programs: string): Promise<string> {
  const source = join(workspaceRoot, 'services', 'go-module-registry');
  const program = join(programs, 'go-module-registry');
  try {
    await execa('go', ['-C', source, 'build', '-o', program, '.'], {
      env: childEnvironment({ GOWORK: 'off' }),
      extendEnv: false,
    });
  } catch (error) {
    if (!(error instanceof ExecaError)) throw error;
    if (error.code === 'ENOENT') {
      throw new PackagesError('TOOL_MISSING', 'The command "go" is not on the PATH. Install Go.', {
        cause: error,
      });
    }
    throw new PackagesError(
      'COMMAND_FAILED',
      `"go build" in ${source} failed. It said:\n${String(error.stderr).trimEnd()}`,
      { cause: error },
    );
  }
  return program;
}
