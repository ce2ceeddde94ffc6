import path from 'node:path';
import type { OwnCommands } from '../ecosystem.ts';
import { readPyproject } from './pyproject.ts';
import { RUN_TESTS } from './run-tests.ts';

/** The folder into which `build` writes the wheel. */
export const BUILD_OUTPUT = 'dist';

/** Returns a project's commands. They use the workspace's environment, which uv finds above the project's folder. */
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
    // The program's own folder is not on the import path.
    test: [['uv', 'run', '--no-project', 'python', '-P', path.relative(folder, RUN_TESTS)]],
    outputs: [BUILD_OUTPUT],
    namedOutputs: [],
  };
}
