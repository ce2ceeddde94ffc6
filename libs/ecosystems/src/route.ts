import type { Environment } from './environment.ts';

/** A read of a registry's protocol, as a client's path spells it. */
export interface RoutedRead {
  /** The package that the client reads; undefined for a path that belongs to no package and comes from the upstream. */
  readonly name: string | undefined;
  /** The normalised path below a registry's address, however the client spelled it. */
  readonly path: string;
  /**
   * Whether the path serves third parties only, as a checksum database does. The router refuses it for internal names.
   */
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

/** What a router must know of the protocol by which an ecosystem's clients read. */
export interface Route {
  /**
   * Parses a path below the registry's address.
   *
   * @param path without a first slash, decoded once.
   * @returns undefined for a path that is no read of the protocol.
   */
  read(path: string): RoutedRead | undefined;

  /** The name of the setting that holds patterns of internal names. */
  readonly internalNamesSetting: string;

  /**
   * Reads the patterns of internal names from the user's settings; the names of the workspace's SDKs are not among
   * them.
   *
   * @throws PackagesError VARIABLE_INVALID for a pattern that no name can match.
   */
  internalPatterns(environment: Environment): Promise<readonly string[]>;

  /** Compiles patterns into a test of names. A plain name is a pattern, too. */
  matcher(patterns: readonly string[]): (name: string) => boolean;

  /** Rewrites a page with another address for each file. Undefined if pages of this protocol lead to no files. */
  readonly relink: ((page: RoutedPage, replace: (url: string) => string) => Promise<Buffer>) | undefined;

  /** Suffixes that a client appends to a file's address to get a file that belongs to it. */
  readonly companions: readonly string[];
}
