import { join } from 'node:path';
import { PUBLISHER, UPSTREAM_MAX_AGE_SECONDS } from '../embedded-registry.ts';
import type { NpmRegistry, NpmSettings } from './npm-settings.ts';

const DEFAULT_UPLINK = 'upstream';
/** A group without members: an empty list would mean everybody who may publish. */
const NOBODY = '$nobody';

interface PackageRules {
  readonly access: string;
  readonly publish: string;
  readonly unpublish: string;
  /** The name of an uplink. */
  readonly proxy?: string;
}

/** Makes Verdaccio's configuration as data: it goes to the process through its standard input, never to a file. */
export function makeVerdaccioConfiguration(storage: string, internal: readonly string[], npm: NpmSettings) {
  const uplink = (registry: NpmRegistry) => ({
    url: registry.url,
    cache: true,
    maxage: `${UPSTREAM_MAX_AGE_SECONDS}s`,
    timeout: '30s',
    // A busy upstream is not given up after two slow answers, and is tried again soon.
    max_fails: 10,
    fail_timeout: '10s',
    strict_ssl: npm.strictSsl,
    agent_options: { keepAlive: true, maxSockets: 40, maxFreeSockets: 10, ...registry.clientCertificate },
    ...(registry.authorization ? { auth: registry.authorization } : {}),
    ...(npm.certificateAuthorities.length > 0 ? { ca: npm.certificateAuthorities } : {}),
    ...(npm.proxy ? { http_proxy: npm.proxy } : {}),
    ...(npm.httpsProxy ? { https_proxy: npm.httpsProxy } : {}),
    ...(npm.noProxy ? { no_proxy: npm.noProxy } : {}),
  });
  const scopes = Object.entries(npm.scopes);
  const own: PackageRules = { access: '$all', publish: PUBLISHER, unpublish: NOBODY };
  const mirrored = (proxy: string): PackageRules => ({ ...own, publish: NOBODY, proxy });
  // The first match counts. A name without `proxy` is never requested upstream, whoever registers it there.
  const packages: Readonly<Record<string, PackageRules>> = {
    ...Object.fromEntries(internal.map((name) => [name, own])),
    ...Object.fromEntries(scopes.map(([scope]) => [`${scope}/*`, mirrored(scope)])),
    '**': mirrored(DEFAULT_UPLINK),
  };
  return {
    storage: join(storage, 'packages'),
    configPath: join(storage, 'verdaccio.yaml'),
    // Nobody else can register: the registry takes the one account at every start, before anybody knows the port.
    auth: { htpasswd: { file: join(storage, 'htpasswd'), max_users: 1 } },
    security: { api: { legacy: false, jwt: { sign: { expiresIn: '30d' } } } },
    uplinks: {
      [DEFAULT_UPLINK]: uplink(npm.registry),
      ...Object.fromEntries(scopes.map(([scope, registry]) => [scope, uplink(registry)])),
    },
    packages,
    web: { enable: false },
    max_body_size: '200mb',
    server: { keepAliveTimeout: 60 },
    log: { type: 'stdout', format: 'json', level: 'warn' },
  };
}
