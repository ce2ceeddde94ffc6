import { z } from 'zod';
import { isExempt } from './no-proxy.ts';

const proxiesSchema = z.strictObject({
  /** The proxy for plain requests. */
  http: z.string().optional(),
  /** The proxy for TLS. */
  https: z.string().optional(),
  /** The value of NO_PROXY. */
  no: z.string().optional(),
});

/** The proxies that a registry would use for its upstream without a relay. */
export type UserProxies = Readonly<z.infer<typeof proxiesSchema>>;

/** Reads the proxies from an environment. */
export function proxiesOf(environment: NodeJS.ProcessEnv): UserProxies {
  const named = (name: string) => environment[name.toUpperCase()] || environment[name];
  return { http: named('http_proxy'), https: named('https_proxy'), no: named('no_proxy') };
}

/** A host that a registry requests. */
export interface Target {
  /** A name, or an address without brackets. */
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
}

/** Returns the address of the proxy for a target; undefined if no proxy is used. */
export function proxyFor({ host, port, tls }: Target, proxies: UserProxies): string | undefined {
  const proxy = tls ? proxies.https : proxies.http;
  if (!proxy || isExempt(host, port, proxies.no ?? '')) return undefined;
  return proxy.includes('://') ? proxy : `http://${proxy}`;
}

/**
 * Makes the relay's address for a registry with these proxies, which are in its password. Every client in every
 * language can be told a proxy's address, so the relay needs no other way to learn them.
 */
export function relayWithProxies(relay: string, proxies: UserProxies): string {
  const url = new URL(relay);
  url.password = Buffer.from(JSON.stringify(proxies)).toString('base64url');
  return url.href;
}

/**
 * Makes the variables that lead a process and its children through the relay alone. Go never uses a proxy for loopback.
 */
export function relayedEnvironment(relay: string): Readonly<Record<string, string>> {
  const address = relayWithProxies(relay, proxiesOf(process.env));
  const names = ['HTTP_PROXY', 'HTTPS_PROXY', 'http_proxy', 'https_proxy'];
  return { ...Object.fromEntries(names.map((name) => [name, address])), NO_PROXY: '', no_proxy: '' };
}

/** Parses the password of {@link relayWithProxies}; no proxies if there is none. */
export function proxiesOfPassword(password: string): UserProxies {
  return proxiesSchema.parse(JSON.parse(Buffer.from(password || 'e30', 'base64url').toString('utf8')));
}
