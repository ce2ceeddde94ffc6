import type { Ecosystem, VariableValues } from '@ameideio/ecosystems';

/** The settings of a registry's program. */
export interface LaunchRequest {
  readonly workspaceRoot: string;
  /** The registry's own folder, which exists; a wipe removes it. */
  readonly storage: string;
  /** The file to which the registry writes a line for every upload, as {@link Upload} has it. */
  readonly uploadLog: string;
  /** The folder of compiled programs; it survives a wipe. */
  readonly programs: string;
  readonly port: number;
  /** The registry's address, with its port and without a final slash. */
  readonly url: string;
  /** The published names of the workspace's own packages: they are uploaded here and never requested upstream. */
  readonly internal: readonly string[];
  /**
   * The proxy to its upstream, which replaces the user's own proxy and learns it from the registry; undefined for none.
   */
  readonly relay: string | undefined;
}

/** A program that serves one registry until its standard input ends. */
export interface RegistryProgram {
  readonly file: string;
  /** Never a secret: arguments are public. */
  readonly args: readonly string[];
  /** The whole environment: nothing is inherited. */
  readonly environment: Readonly<Record<string, string>>;
  /** The first line of its standard input, secrets included. */
  readonly settings?: object;
  /**
   * Waits until the registry answers its own protocol, and signs in.
   *
   * @param signal ends the wait; its reason is the error then.
   * @returns the registry's address and the credential for uploads, by what variables hold.
   * @throws PackagesError REGISTRY_REFUSED if the registry does not accept its own account.
   */
  connect(signal: AbortSignal): Promise<VariableValues>;
}

/** The embedded registry of one ecosystem. */
export interface EmbeddedRegistry {
  readonly ecosystem: Ecosystem;
  /** The start of a sentence. */
  readonly title: string;
  prepare(request: LaunchRequest): Promise<RegistryProgram>;
}

/** The one account that may upload. */
export const PUBLISHER = 'publisher';

/** How old a mirror's copy of an upstream's answer may become, for every mirror. */
export const UPSTREAM_MAX_AGE_SECONDS = 600;
