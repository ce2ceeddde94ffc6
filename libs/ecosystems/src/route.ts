import type { Environment } from './environment.ts';

/** A read of a registry's protocol, as a client's path spells it. */
export interface RoutedRead {
  /** The package that is read; undefined for what belongs to no package, which comes from the upstream. */
  readonly name: string | undefined;
  /** The one spelling of this read below a registry's address, whatever the client's was. */
  readonly path: string;
  /** Whether only third parties have it, as an entry of a checksum database: of an internal name it is refused. */
  readonly ofThirdParties: boolean;
}

/** A page of a registry, which leads to files. */
export interface RoutedPage {
  /** The address of the registry that has it, without a final slash. */
  readonly address: string;
  /** The page's own address, after redirects. */
  readonly url: string;
  /** Its media type, without parameters. */
  readonly type: string;
  readonly body: Buffer;
}

/** What a router has to know of the protocol by which an ecosystem's clients read. */
export interface Route {
  /**
   * Reads a path below the registry's address.
   *
   * @param path without a first slash, decoded once.
   * @returns undefined for a path that is no read of the protocol.
   */
  read(path: string): RoutedRead | undefined;

  /** The name of the setting that holds patterns of internal names. */
  readonly namedBy: string;

  /**
   * The patterns of internal names that the user's settings hold, besides the workspace's SDKs.
   *
   * @throws PackagesError VARIABLE_INVALID for a pattern that no name can match.
   */
  internalPatterns(environment: Environment): Promise<readonly string[]>;

  /** Tells which names some patterns match. A name itself is a pattern, too. */
  matcher(patterns: readonly string[]): (name: string) => boolean;

  /** Writes a page anew with another address for each file. Undefined where no page leads to a file. */
  readonly relink: ((page: RoutedPage, replace: (url: string) => string) => Promise<Buffer>) | undefined;

  /** What a client puts behind the address of a file to get another file that belongs to it. */
  readonly companions: readonly string[];
}
