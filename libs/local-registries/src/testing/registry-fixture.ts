import type { EmbeddedRegistry } from '../embedded-registry.ts';

export type Environment = Readonly<Record<string, string>>;

/** Where a fake upstream serves an ecosystem's packages. */
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
  /** As its client is told it. */
  readonly wanted: string;
  /** A secret of the user's for that upstream. */
  readonly secret: string;
  /** What the upstream wants to see as `authorization`; undefined if anybody may read. */
  authorization(place: UpstreamPlace): string | undefined;
  /** The variables by which the ecosystem's client is told of the upstream. */
  environment(place: UpstreamPlace): Environment;
  /** The variables by which it is told of an authority's certificate, and of a proxy that leads to the upstream. */
  privateEnvironment(certificate: string, proxy: string): Environment;
  /** The one file that a client installs. */
  file(): Promise<Buffer>;
  /** The path of that file at the upstream, below the place's path. */
  readonly filePath: string;
  /** What the upstream answers besides, by path below the place's. */
  pages(place: UpstreamPlace, file: Buffer): Readonly<Record<string, string | Buffer>>;
  /** Gets that file through the registry, as a client does. */
  fetch(environment: Environment): Promise<Buffer>;
}

/** What the tests of the embedded registries need to know of one; they know none by name. */
export interface RegistryFixture {
  readonly registry: EmbeddedRegistry;
  /** The name of the workspace's own package. */
  readonly own: string;
  /** Sends the smallest upload of it that the registry's protocol takes; gives the status. */
  upload(environment: Environment, signedIn: boolean, content: string): Promise<number>;
  /** Whether the registry serves it, asked as a client begins. */
  isServed(environment: Environment): Promise<boolean>;
  /** Tries to take back what is published, and to get another account; gives the status of each. */
  misuse(environment: Environment): Promise<readonly number[]>;
  readonly thirdParty: ThirdPartyFixture;
}

/** The bytes of an answer; none where it is no success. */
export async function bytesOf(url: string): Promise<Buffer> {
  const response = await fetch(url);
  const bytes = Buffer.from(await response.arrayBuffer());
  return response.ok ? bytes : Buffer.alloc(0);
}

export function basic(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}
