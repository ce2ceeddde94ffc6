import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { clientEnvironment } from '../world/client-environment.ts';
import { type Log, runProcess } from '../world/run-process.ts';

/** The interpreter of every environment: the first on the PATH. */
export const PYTHON = 'python3';

const TIMEOUT = 600_000;

export interface Uv {
  /** Runs `uv` in a folder and answers with its standard output. */
  run(cwd: string, ...args: string[]): Promise<string>;
  /** Makes an empty environment with this interpreter and gives its `python`. */
  venv(folder: string, interpreter?: string): Promise<string>;
  /** Runs a program as `uv` is run: with an empty home and nothing of the user's. */
  program(
    command: string,
    cwd: string,
    args: readonly string[],
    own?: Readonly<Record<string, string>>,
  ): Promise<string>;
}

export interface UvOptions {
  /** The one index; undefined for none and no network. */
  readonly index: string | undefined;
  /** An empty home. */
  readonly home: string;
  readonly cache: string;
  readonly log: Log;
}

/** uv as a client of one index, configured from nothing: no uv.toml, no `[tool.uv]`, no interpreter of uv's own. */
export async function uvClient({ index, home, cache, log }: UvOptions): Promise<Uv> {
  await mkdir(path.join(home, 'tmp'), { recursive: true });
  const env = clientEnvironment(home, {
    UV_NO_CONFIG: '1',
    UV_CACHE_DIR: cache,
    UV_PYTHON_DOWNLOADS: 'never',
    UV_NO_MANAGED_PYTHON: '1',
    UV_NO_PROGRESS: '1',
    ...(index === undefined ? { UV_OFFLINE: '1' } : { UV_DEFAULT_INDEX: index }),
  });
  const program: Uv['program'] = (command, cwd, args, own = {}) =>
    runProcess({ command, args, cwd, env: { ...env, ...own }, log, timeout: TIMEOUT });
  const run: Uv['run'] = (cwd, ...args) => program('uv', cwd, args);
  return {
    program,
    run,
    async venv(folder, interpreter = PYTHON) {
      await run(path.dirname(folder), 'venv', '--python', interpreter, folder);
      return path.join(folder, 'bin', 'python');
    },
  };
}
