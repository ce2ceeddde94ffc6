import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PackagesError } from '@ameideio/version-manifest';

/** Returns the Python of the workspace's own environment, which has devpi. */
export function pythonOf(workspaceRoot: string): string {
  const python = join(workspaceRoot, '.venv', 'bin', 'python');
  if (!existsSync(python))
    throw new PackagesError(
      'TOOL_MISSING',
      `${python} does not exist. Run "npm start" or "node bootstrap.mjs", which install it with devpi.`,
    );
  return python;
}
