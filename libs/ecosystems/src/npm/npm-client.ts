import { access, constants, rm } from 'node:fs/promises';
import path from 'node:path';
import { PackagesError } from '@ameideio/version-manifest';
import type { ResolveRequest } from '../ecosystem.ts';
import { type ClientAccess, readingSecrets } from '../reader.ts';
import { clientEnvironment } from '../world/client-environment.ts';
import type { Credential } from '../world/credential.ts';
import { type Log, runProcess } from '../world/run-process.ts';
import { withSecretFile } from '../world/secret-file.ts';

const TIMEOUT = 600_000;

export interface NpmClient {
  /** Runs `npm` in a folder for downloads from the registry, with the reader's credential. */
  fetch(cwd: string, ...args: string[]): Promise<void>;
  /** Runs `npm` in a folder without the credential: a project's own scripts need no registry. */
  run(cwd: string, ...args: string[]): Promise<void>;
}

export interface NpmClientOptions {
  /** The one registry. */
  readonly registry: ClientAccess;
  /** An empty home. */
  readonly home: string;
  /** A cache that other clients may share. A cache that must not outlive the client is in its home instead. */
  readonly cache: string;
  readonly log: Log;
}

/**
 * Makes `npm` a client of one registry, configured from nothing: no user's or machine's npmrc, whose `@scope:registry`
 * would override this registry. Programs that it runs find Node and the machine's programs on the PATH, but none from a
 * `node_modules` of the workspace.
 */
export async function npmClient(options: NpmClientOptions): Promise<NpmClient> {
  const { registry, home, log } = options;
  const { credential, routed } = registry;
  // npm's cache keeps request headers, if an answer varies by them, and the requested addresses.
  const mayStay = credential === undefined && routed === undefined;
  const cache = mayStay ? options.cache : path.join(home, 'npm-cache');
  const npmrc = path.join(home, 'npmrc');
  const own = {
    PATH: [path.dirname(process.execPath), ...programFolders().filter(isOutsideNodeModules)].join(
      path.delimiter,
    ),
    npm_config_userconfig: npmrc,
    npm_config_globalconfig: path.join(home, 'global-npmrc'),
    npm_config_cache: cache,
    // A cached packument may lack a version that was published a moment ago.
    npm_config_prefer_online: 'true',
    npm_config_omit_lockfile_registry_resolved: 'true',
    npm_config_audit: 'false',
    npm_config_fund: 'false',
    npm_config_update_notifier: 'false',
    npm_config_logs_max: '0',
    npm_config_fetch_retry_mintimeout: '500',
    npm_config_fetch_retry_maxtimeout: '2000',
  };
  const command = await npmOnPath();
  const secrets = readingSecrets(registry);
  const npmFrom = async (address: string, cwd: string, args: readonly string[]): Promise<void> => {
    const env = clientEnvironment(home, { ...own, npm_config_registry: `${address}/` });
    await runProcess({ command, args, cwd, env, log, timeout: TIMEOUT, secrets });
  };
  return {
    // A router's address needs no credential and is only for npm's own downloads.
    run: (cwd, ...args) => npmFrom(routed?.registry ?? registry.address, cwd, args),
    async fetch(cwd, ...args) {
      const npm = (): Promise<void> => npmFrom(registry.address, cwd, args);
      try {
        await (credential === undefined
          ? npm()
          : withSecretFile(npmrc, npmrcOf(registry.address, credential), npm));
      } finally {
        // Programs that run after this, such as a package's own scripts, could read it.
        if (!mayStay) await rm(cache, { recursive: true, force: true });
      }
    },
  };
}

/** @see https://docs.npmjs.com/cli/configuring-npm/npmrc#auth-related-configuration */
function npmrcOf(address: string, credential: Credential): string {
  if (!('token' in credential)) throw new Error('The variables of npm name no credential but a token.');
  return `${address.replace(/^https?:/, '')}/:_authToken=${JSON.stringify(credential.token)}\n`;
}

/** Makes the client of the services. They share a cache that stays: the locks' digests verify its contents. */
export async function consumerClient(
  request: Pick<ResolveRequest, 'workspaceRoot' | 'clientAccess' | 'scratch' | 'log'>,
): Promise<NpmClient> {
  const { workspaceRoot, clientAccess, scratch, log } = request;
  return npmClient({
    registry: clientAccess,
    home: path.join(scratch, 'home'),
    cache: path.join(workspaceRoot, 'tmp', 'consumers', 'npm-cache'),
    log,
  });
}

function programFolders(): string[] {
  return (process.env.PATH ?? '').split(path.delimiter).filter((folder) => folder !== '');
}

function isOutsideNodeModules(folder: string): boolean {
  return !folder.split(path.sep).includes('node_modules');
}

async function npmOnPath(): Promise<string> {
  for (const folder of programFolders()) {
    const candidate = path.join(folder, 'npm');
    const runs = await access(candidate, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (runs) return candidate;
  }
  throw new PackagesError('TOOL_MISSING', '"npm" is not on the PATH. Install it and run the target again.');
}
