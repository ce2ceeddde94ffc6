import { type Environment, missingError, missingVariables, type RegistryVariable } from './environment.ts';
import { type Credential, secretsOf } from './world/credential.ts';
import type { HttpRequest } from './world/http.ts';

/** Where a reader asks, and as whom. */
export interface ReadAccess {
  /** Without credentials, as the version JSON and the smoke's key have it. */
  readonly address: string;
  /** What the registry wants of its readers, never what it wants for uploads; undefined where anybody may read. */
  readonly credential: Credential | undefined;
}

/** What an ecosystem's client reads from: a registry, or a router before it and the upstream. */
export interface ClientAccess extends ReadAccess {
  /** Undefined where it is the registry itself. A router's address ends with the work that it was started for. */
  readonly routed: Routed | undefined;
}

/** What stands behind a router. */
export interface Routed {
  /** The address of the registry that has the internal names. */
  readonly registry: string;
  /** The patterns of names that come from there alone, the workspace's SDKs among them. */
  readonly internal: readonly string[];
  /** What no output may show: the router's secret path, and the credentials of the registry and the upstream. */
  readonly secrets: readonly string[];
}

/**
 * What an ecosystem's variables for reading hold: one is a token, two are a user and its password. Undefined where none
 * is set.
 *
 * @throws PackagesError VARIABLE_MISSING where one half is set without the other.
 */
export function readCredential(
  variables: readonly RegistryVariable[],
  environment: Environment,
  neededFor: 'read' | 'upstream' = 'read',
): Credential | undefined {
  const reading = variables.filter(
    (variable) => variable.neededFor === neededFor && variable.holds !== 'url',
  );
  const missing = missingVariables(reading, environment);
  if (missing.length > 0) throw missingError(missing);
  const [first, second] = reading.map(({ name }) => environment[name]);
  if (!first) return undefined;
  return second === undefined ? { token: first } : { username: first, password: second };
}

/**
 * A request as a reader sends it. The credential goes to the registry's own origin alone: its pages may lead to other
 * hosts.
 */
export function asReader({ address, credential }: ReadAccess, request: HttpRequest): HttpRequest {
  if (credential === undefined || new URL(request.url).origin !== new URL(address).origin) return request;
  return { ...request, credential };
}

/** What the output of a client that reads must not show. */
export function readingSecrets(access: ReadAccess | ClientAccess): string[] {
  const behind = 'routed' in access ? access.routed?.secrets : undefined;
  return [...secretsOf(access.credential), ...(behind ?? [])];
}
