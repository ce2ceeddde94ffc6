import type { OwnCommands } from '../ecosystem.ts';
import { readPyproject } from './pyproject.ts';

/** Where `build` leaves the wheel. */
export const BUILD_OUTPUT = 'dist';

/** With the workspace's environment, which uv finds above the project's folder: the project needs none of its own. */
export async function pypiOwnCommands(folder: string): Promise<OwnCommands> {
  const { tool } = await readPyproject(folder);
  return {
    build: [['uv', 'build', '--wheel', '--clear', '--no-create-gitignore', '--out-dir', BUILD_OUTPUT]],
    lint: [
      ['uv', 'run', '--no-project', 'ruff', 'check', '.'],
      ['uv', 'run', '--no-project', 'ruff', 'format', '--check', '.'],
      ...(tool.pyright === undefined ? [] : [['pyright'] as const]),
    ],
    // Pyright comes from npm.
    lintPins: ['package-lock.json'],
    test: [['uv', 'run', '--no-project', 'pytest']],
    outputs: [BUILD_OUTPUT],
    namedOutputs: [],
  };
}
