import path from 'node:path';
import { type ClientAccess, readingSecrets } from '../reader.ts';
import { clientEnvironment, userEnvironment } from '../world/client-environment.ts';
import { type Log, runProcess } from '../world/run-process.ts';
import { withSecretFile } from '../world/secret-file.ts';
import { netrcOf } from './netrc.ts';
import { PRIVATE_SETTINGS, patternsIn } from './private-patterns.ts';

const TIMEOUT = 600_000;

export interface GoClient {
  /** Runs `go` in a folder and logs its output. */
  run(cwd: string, ...args: string[]): Promise<string>;
  /** Runs `go` in a folder and returns its standard output without logging it. */
  ask(cwd: string, ...args: string[]): Promise<string>;
}

export interface GoClientOptions {
  /** The one proxy, without `direct`; undefined for no proxy and no network. */
  readonly registry: ClientAccess | undefined;
  /** Module paths that no public checksum database knows, beside those in the user's own settings. */
  readonly internal: readonly string[];
  /** An empty home. */
  readonly home: string;
  readonly modCache: string;
  /** Further flags for GOFLAGS. */
  readonly flags?: readonly string[];
  readonly log: Log;
}

/**
 * Makes the `go` command a client of one registry, configured from nothing: no GOENV file, no workspace, no other
 * toolchain. Modules of the user's GOPRIVATE, GONOSUMDB or GONOPROXY are not looked up in the checksum database. They
 * still come from the registry, which GOPRIVATE itself would bypass. Third parties keep their checksum database. The
 * build cache is the user's: its keys depend on contents and, with -trimpath, not on a sandbox's folder.
 */
export async function goClient(options: GoClientOptions): Promise<GoClient> {
  const { registry, internal, home, modCache, flags = [], log } = options;
  const settings = await runUserGo(home, 'env', 'GOCACHE', 'GOSUMDB', ...PRIVATE_SETTINGS);
  const [cache = '', sumDatabase = '', ...userPrivate] = settings.split('\n');
  const netrc = registry && netrcOf(registry);
  const netrcFile = path.join(home, 'netrc');
  const env = clientEnvironment(home, {
    GOENV: 'off',
    GOPROXY: registry?.address ?? 'off',
    GOAUTH: netrc === undefined ? 'off' : 'netrc',
    NETRC: netrcFile,
    GOPRIVATE: '',
    GONOPROXY: 'none',
    GONOSUMDB: [...internal, ...(registry?.routed?.internal ?? []), ...patternsIn(userPrivate)].join(','),
    GOSUMDB: sumDatabase,
    GOWORK: 'off',
    GOTOOLCHAIN: 'local',
    GOMODCACHE: modCache,
    GOCACHE: cache,
    GOPATH: path.join(home, 'go'),
    GOFLAGS: ['-modcacherw', '-buildvcs=false', '-trimpath', ...flags].join(' '),
    GOTELEMETRY: 'off',
  });
  const secrets = registry === undefined ? [] : readingSecrets(registry);
  const go =
    (to: Log) =>
    (cwd: string, ...args: string[]) => {
      const run = (): Promise<string> =>
        runProcess({ command: 'go', args, cwd, env, log: to, timeout: TIMEOUT, secrets });
      return netrc === undefined ? run() : withSecretFile(netrcFile, netrc, run);
    };
  return { run: go(log), ask: go(() => undefined) };
}

/** Runs `go` with the user's own configuration. */
export async function runUserGo(cwd: string, ...args: string[]): Promise<string> {
  return runProcess({
    command: 'go',
    args,
    cwd,
    env: userEnvironment(),
    log: () => undefined,
    timeout: TIMEOUT,
  });
}
