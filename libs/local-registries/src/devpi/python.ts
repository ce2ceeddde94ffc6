import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { PackagesError } from '@ameideio/version-manifest';

/** The Python of the workspace's own environment, which has devpi. */
export async function pythonOf(workspaceRoot: string): Promise<string> {
  const windows = process.platform === 'win32';
  const python = join(workspaceRoot, '.venv', windows ? 'Scripts' : 'bin', windows ? 'python.exe' : 'python');
  await access(python).catch((error: unknown) => {
    throw new PackagesError(
      'TOOL_MISSING',
      `${python} does not exist. Run "npm start" or "node bootstrap.mjs", which install it with devpi.`,
      { cause: error },
    );
  });
  return python;
}
