import type { Ecosystem, VariableValues } from '@ameideio/ecosystems';

/** What a registry's program is prepared for. */
export interface LaunchRequest {
  readonly workspaceRoot: string;
  /** The registry's own folder, which is there; a wipe removes it. */
  readonly storage: string;
  /** Where the registry writes a line for every upload, as {@link Upload} has it. */
  readonly uploadLog: string;
  /** The folder of what is compiled here; it survives a wipe. */
  readonly programs: string;
  readonly port: number;
  /** The address that the port gives it, without a final slash. */
  readonly url: string;
  /** The published names of the workspace's own packages: they are uploaded here and never asked upstream. */
  readonly internal: readonly string[];
  /** The proxy that it reaches its upstream by, in place of the user's own, which it tells the proxy; undefined for none. */
  readonly relay: string | undefined;
}

/** A program that serves one registry until its standard input ends. */
export interface RegistryProgram {
  readonly file: string;
  /** Never a secret: arguments are public. */
  readonly args: readonly string[];
  /** The whole environment: nothing is inherited. */
  readonly environment: Readonly<Record<string, string>>;
  /** Sent as the first line of its standard input, secrets included. */
  readonly settings?: object;
  /**
   * Waits until the registry answers its own protocol, and signs in.
   *
   * @param signal ends the wait; its reason is the error then.
   * @returns what addresses the registry, and the credential for uploads.
   * @throws PackagesError REGISTRY_REFUSED if the registry does not take its own account.
   */
  connect(signal: AbortSignal): Promise<VariableValues>;
}

/** The embedded registry of one ecosystem. */
export interface EmbeddedRegistry {
  readonly ecosystem: Ecosystem;
  /** Begins a sentence. */
  readonly title: string;
  prepare(request: LaunchRequest): Promise<RegistryProgram>;
}

/** The one account that may upload. */
export const PUBLISHER = 'publisher';

/** How old an answer of an upstream may become before it is asked again; every mirror uses it. */
export const UPSTREAM_MAX_AGE_SECONDS = 600;
