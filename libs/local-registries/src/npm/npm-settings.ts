import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { z } from 'zod';
import { proxiesOf, relayWithProxies } from '../relay/user-proxies.ts';

/** A registry in the user's settings, and the credentials that npm would send to it. */
export interface NpmRegistry {
  readonly url: string;
  readonly authorization?: { readonly type: 'bearer' | 'basic'; readonly token: string };
  readonly clientCertificate?: { readonly cert: string; readonly key: string };
}

export interface NpmSettings {
  readonly registry: NpmRegistry;
  /** By scope, `@acme` for instance. */
  readonly scopes: Readonly<Record<string, NpmRegistry>>;
  readonly certificateAuthorities: readonly string[];
  readonly strictSsl: boolean;
  readonly proxy?: string;
  readonly httpsProxy?: string;
  readonly noProxy?: string;
}

const text = z.string().nullish();
const settingsSchema = z.looseObject({
  registry: z.string(),
  ca: z.union([z.string(), z.array(z.string())]).nullish(),
  strictSSL: z.boolean(),
  proxy: text,
  httpsProxy: text,
  noProxy: z.union([z.string(), z.array(z.string())]).nullish(),
});
type Flat = z.infer<typeof settingsSchema>;

const authSchema = z.looseObject({ token: text, auth: text, cert: text, key: text });

/** The two modules with which the `npm` command reads its configuration and credentials. */
interface NpmModules {
  readonly Config: new (options: object) => { load(): Promise<void>; readonly flat: unknown };
  readonly definitions: object;
  readonly getAuth: (url: string, settings: Flat) => unknown;
  readonly npmPath: string;
}

function npmModules(): NpmModules {
  const manifest = createRequire(import.meta.url).resolve('npm/package.json');
  const require = createRequire(manifest);
  return {
    Config: require('@npmcli/config'),
    definitions: require('@npmcli/config/lib/definitions'),
    getAuth: require('npm-registry-fetch/lib/auth.js'),
    npmPath: dirname(manifest),
  };
}

/**
 * Reads the user's npm configuration with npm's own modules: project, user and global files, variables, and the
 * credentials, which `npm config` refuses to print. It writes nothing and takes milliseconds.
 */
export async function readNpmSettings(folder: string): Promise<NpmSettings> {
  const { Config, definitions, getAuth, npmPath } = npmModules();
  const config = new Config({
    ...definitions,
    npmPath,
    argv: [],
    cwd: folder,
    // The npm that runs us gives its prefix in this variable. Its global file is the user's, not the pinned Node's.
    env: { ...process.env, PREFIX: process.env.npm_config_global_prefix ?? process.env.PREFIX },
    warn: false,
  });
  await config.load();
  const flat = settingsSchema.parse(config.flat);

  const registry = (url: string): NpmRegistry => {
    const { token, auth, cert, key } = authSchema.parse(getAuth(url, flat));
    return {
      url,
      ...(token ? { authorization: { type: 'bearer', token } } : {}),
      ...(auth && !token ? { authorization: { type: 'basic', token: auth } } : {}),
      ...(cert && key ? { clientCertificate: { cert, key } } : {}),
    };
  };
  const scopes = Object.entries(flat).flatMap(([key, value]) => {
    const scope = /^(@[^:]+):registry$/.exec(key)?.[1];
    return scope && typeof value === 'string' ? [[scope, registry(value)] as const] : [];
  });
  return {
    registry: registry(flat.registry),
    scopes: Object.fromEntries(scopes),
    certificateAuthorities: [flat.ca ?? []].flat().filter(Boolean),
    strictSsl: flat.strictSSL,
    ...(flat.proxy ? { proxy: flat.proxy } : {}),
    ...(flat.httpsProxy ? { httpsProxy: flat.httpsProxy } : {}),
    ...(flat.noProxy?.length ? { noProxy: [flat.noProxy].flat().join(',') } : {}),
  };
}

/** Replaces the proxies in the settings by the relay. The environment names the proxies that npm's files lack. */
export function useRelay({ proxy, httpsProxy, noProxy, ...npm }: NpmSettings, relay: string): NpmSettings {
  const { http, https, no } = proxiesOf(process.env);
  const proxies = { http: proxy ?? http, https: httpsProxy ?? https, no: noProxy ?? no };
  const address = relayWithProxies(relay, proxies);
  return { ...npm, proxy: address, httpsProxy: address };
}
