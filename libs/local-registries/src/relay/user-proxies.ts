import { z } from 'zod';
import { isExempt } from './no-proxy.ts';

const proxiesSchema = z.strictObject({
  /** The proxy for plain requests. */
  http: z.string().optional(),
  /** The proxy for TLS. */
  https: z.string().optional(),
  /** As in NO_PROXY. */
  no: z.string().optional(),
});

/** The proxies that a registry would go by to its upstream if no relay stood between. */
export type UserProxies = Readonly<z.infer<typeof proxiesSchema>>;

/** The proxies that an environment names. */
export function proxiesOf(environment: NodeJS.ProcessEnv): UserProxies {
  const named = (name: string) => environment[name.toUpperCase()] || environment[name];
  return { http: named('http_proxy'), https: named('https_proxy'), no: named('no_proxy') };
}

/** A host that a registry asks for. */
export interface Target {
  /** A name, or an address without brackets. */
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
}

/** The address of the proxy for a target; undefined if it is reached without one. */
export function proxyFor({ host, port, tls }: Target, proxies: UserProxies): string | undefined {
  const proxy = tls ? proxies.https : proxies.http;
  if (!proxy || isExempt(host, port, proxies.no ?? '')) return undefined;
  return proxy.includes('://') ? proxy : `http://${proxy}`;
}

/**
 * A relay's address for a registry that goes by these proxies: its password tells them to the relay, so that whoever
 * reads a client's settings, be it in another language, needs no other way to it.
 */
export function relayWithProxies(relay: string, proxies: UserProxies): string {
  const url = new URL(relay);
  url.password = Buffer.from(JSON.stringify(proxies)).toString('base64url');
  return url.href;
}

/** The variables that make a process, and whatever it starts, go by the relay alone. Go asks loopback addresses past any proxy. */
export function relayedEnvironment(relay: string): Readonly<Record<string, string>> {
  const address = relayWithProxies(relay, proxiesOf(process.env));
  const names = ['HTTP_PROXY', 'HTTPS_PROXY', 'http_proxy', 'https_proxy'];
  return { ...Object.fromEntries(names.map((name) => [name, address])), NO_PROXY: '', no_proxy: '' };
}

/** Reads the password of {@link relayWithProxies}; no proxies if there is none. */
export function proxiesOfPassword(password: string): UserProxies {
  return proxiesSchema.parse(JSON.parse(Buffer.from(password || 'e30', 'base64url').toString('utf8')));
}
