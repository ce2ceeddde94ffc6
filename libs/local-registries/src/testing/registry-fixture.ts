import type { EmbeddedRegistry } from '../embedded-registry.ts';

export type Environment = Readonly<Record<string, string>>;

/** The address at which a fake upstream serves an ecosystem's packages. */
export interface UpstreamPlace {
  /** `http://` or `https://`. */
  readonly scheme: string;
  /** With the port. */
  readonly host: string;
  /** Without a slash at its end. */
  readonly path: string;
}

/** The version of every package that the tests upload or fetch. */
export const VERSION = '1.0.0';

/** The one third party's package that the fake upstream has in an ecosystem. */
export interface ThirdPartyFixture {
  /** The package in the syntax of its client. */
  readonly wanted: string;
  /** A secret of the user's for the fake upstream. */
  readonly secret: string;
  /** The header `authorization` that the upstream requires; undefined if anybody may read. */
  authorization(place: UpstreamPlace): string | undefined;
  /** The variables that name the upstream to the ecosystem's client. */
  environment(place: UpstreamPlace): Environment;
  /** The variables that name an authority's certificate, and a proxy that leads to the upstream. */
  privateEnvironment(certificate: string, proxy: string): Environment;
  /** Makes the one file that a client installs. */
  file(): Promise<Buffer>;
  /** The path of that file at the upstream, below the place's path. */
  readonly filePath: string;
  /** The upstream's other answers, by path below the place's. */
  pages(place: UpstreamPlace, file: Buffer): Readonly<Record<string, string | Buffer>>;
  /** Fetches that file through the registry, as a client does. */
  fetch(environment: Environment): Promise<Buffer>;
}

/** The test fixture of one embedded registry; the tests know no registry by name. */
export interface RegistryFixture {
  readonly registry: EmbeddedRegistry;
  /** The name of the workspace's own package. */
  readonly own: string;
  /** Uploads the smallest package that the registry's protocol accepts; returns the status. */
  upload(environment: Environment, signedIn: boolean, content: string): Promise<number>;
  /** Whether the registry serves the package, by a client's first request. */
  isServed(environment: Environment): Promise<boolean>;
  /** Tries to remove a published version, and to create another account; returns the status of each request. */
  misuse(environment: Environment): Promise<readonly number[]>;
  readonly thirdParty: ThirdPartyFixture;
}

/** Reads the bytes of a successful answer; empty for any other. */
export async function bytesOf(url: string): Promise<Buffer> {
  const response = await fetch(url);
  const bytes = Buffer.from(await response.arrayBuffer());
  return response.ok ? bytes : Buffer.alloc(0);
}

export function basic(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}
