import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { type ClientAccess, readingSecrets } from '../reader.ts';
import { clientEnvironment } from '../world/client-environment.ts';
import { type BasicCredential, basicOf } from '../world/credential.ts';
import { type Log, runProcess } from '../world/run-process.ts';

/** The interpreter of every environment: the first one on the PATH. */
export const PYTHON = 'python3';

/** uv's name of the one index, to which a credential belongs. */
const INDEX = 'packages';

const TIMEOUT = 600_000;

export interface Uv {
  /** Runs `uv` in a folder for downloads from the index, with the reader's credential. */
  fetch(cwd: string, ...args: string[]): Promise<void>;
  /** Runs `uv` in a folder and returns its standard output. */
  run(cwd: string, ...args: string[]): Promise<string>;
  /** Makes an empty environment with this interpreter and returns its `python`. */
  venv(folder: string, interpreter?: string): Promise<string>;
  /** Runs a program as `uv` is run: with an empty home and without the user's settings. */
  program(
    command: string,
    cwd: string,
    args: readonly string[],
    own?: Readonly<Record<string, string>>,
  ): Promise<string>;
}

export interface UvOptions {
  /** The one index; undefined for no index and no network. */
  readonly index: ClientAccess | undefined;
  /** An empty home. */
  readonly home: string;
  readonly cache: string;
  readonly log: Log;
}

/** Makes uv a client of one index, configured from nothing: no uv.toml, no `[tool.uv]`, no interpreter of uv's own. */
export async function uvClient({ index, home, cache, log }: UvOptions): Promise<Uv> {
  await mkdir(path.join(home, 'tmp'), { recursive: true });
  const env = clientEnvironment(home, {
    UV_NO_CONFIG: '1',
    UV_CACHE_DIR: cache,
    UV_PYTHON_DOWNLOADS: 'never',
    UV_NO_MANAGED_PYTHON: '1',
    UV_NO_PROGRESS: '1',
    ...(index === undefined ? { UV_OFFLINE: '1' } : indexAt(index.routed?.registry ?? index.address)),
  });
  // A router's address needs no credential and, like a credential, is only for uv's own downloads.
  const reading =
    index === undefined
      ? {}
      : {
          ...indexAt(index.address),
          ...(index.credential && makeReadingVariables(basicOf(index.credential))),
        };
  const secrets = index === undefined ? [] : readingSecrets(index);
  const program: Uv['program'] = (command, cwd, args, own = {}) =>
    runProcess({ command, args, cwd, env: { ...env, ...own }, log, timeout: TIMEOUT, secrets });
  const run: Uv['run'] = (cwd, ...args) => program('uv', cwd, args);
  return {
    program,
    run,
    async fetch(cwd, ...args) {
      await program('uv', cwd, args, reading);
    },
    async venv(folder, interpreter = PYTHON) {
      await run(path.dirname(folder), 'venv', '--python', interpreter, folder);
      return path.join(folder, 'bin', 'python');
    },
  };
}

function indexAt(address: string): Record<string, string> {
  return { UV_DEFAULT_INDEX: `${INDEX}=${address}` };
}

/**
 * Makes the variables with which uv sends a credential to the index alone, and at once. From a netrc, uv would send it
 * only after a refusal, and to every port of the host; a server may answer an anonymous request without a refusal.
 *
 * @see https://docs.astral.sh/uv/concepts/indexes/#providing-credentials-directly
 */
function makeReadingVariables({ username, password }: BasicCredential): Record<string, string> {
  const name = `UV_INDEX_${INDEX.toUpperCase()}`;
  return { [`${name}_USERNAME`]: username, [`${name}_PASSWORD`]: password };
}
