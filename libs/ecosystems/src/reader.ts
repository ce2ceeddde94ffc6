import {
  type Environment,
  listMissingVariables,
  makeVariableError,
  type RegistryVariable,
} from './environment.ts';
import { type Credential, secretsOf } from './world/credential.ts';
import type { HttpRequest } from './world/http.ts';

/** The address that a reader asks, and its credential. */
export interface ReadAccess {
  /** Contains no credential, because the version JSON and the smoke's key show it. */
  readonly address: string;
  /** The credential for reading, never the one for uploads; undefined if anybody may read. */
  readonly credential: Credential | undefined;
}

/** What an ecosystem's client reads from: a registry, or a router before it and the upstream. */
export interface ClientAccess extends ReadAccess {
  /** Undefined for the registry itself. A router's address ends with the work for which the router was started. */
  readonly routed: Routed | undefined;
}

/** What a router stands before. */
export interface Routed {
  /** The address of the registry that serves the internal names. */
  readonly registry: string;
  /** The patterns of names that come from that registry alone, the workspace's SDKs among them. */
  readonly internal: readonly string[];
  /** Texts that no output may show: the router's secret path, and the credentials of the registry and the upstream. */
  readonly secrets: readonly string[];
}

/**
 * Reads the credential of an ecosystem's variables for reading: one is a token, two are a user and a password. Returns
 * undefined if none is set.
 *
 * @throws PackagesError VARIABLE_MISSING if one half is set without the other.
 */
export function readCredential(
  variables: readonly RegistryVariable[],
  environment: Environment,
  neededFor: 'read' | 'upstream' = 'read',
): Credential | undefined {
  const reading = variables.filter(
    (variable) => variable.neededFor === neededFor && variable.holds !== 'url',
  );
  const missing = listMissingVariables(reading, environment);
  if (missing.length > 0) throw makeVariableError(missing);
  const [first, second] = reading.map(({ name }) => environment[name]);
  if (!first) return undefined;
  return second === undefined ? { token: first } : { username: first, password: second };
}

/** Adds the reader's credential to a request, only for the registry's own origin: its pages may lead to other hosts. */
export function withReadCredential({ address, credential }: ReadAccess, request: HttpRequest): HttpRequest {
  if (credential === undefined || new URL(request.url).origin !== new URL(address).origin) return request;
  return { ...request, credential };
}

/** Lists the texts that the output of a reading client must not show. */
export function readingSecrets(access: ReadAccess | ClientAccess): string[] {
  const behind = 'routed' in access ? access.routed?.secrets : undefined;
  return [...secretsOf(access.credential), ...(behind ?? [])];
}
