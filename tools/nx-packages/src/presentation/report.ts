import type { DatedVersion, PackageHealth, RegistryError, Selected } from '@ameideio/ecosystems';
import type { PackedManifest, SmokeResult, VersionEntry } from '@ameideio/version-manifest';

/** What was found of one SDK. */
export interface PackageReport {
  /** The published name. */
  readonly name: string;
  readonly project: string;
  readonly ecosystem: string;
  /** The registry's address. */
  readonly registry: string;
  /** X.Y.Z. */
  readonly base: string;
  /** The version that this checkout packs now: a release where it was packed as one and is unchanged, else a snapshot. */
  readonly current: string;
  /** What was packed last, of this checkout as it is or as it was. */
  readonly packed: PackedManifest | undefined;
  /** Newest first, and what a client takes which names no version; or why the registry could not be asked. */
  readonly served:
    | { readonly versions: readonly DatedVersion[]; readonly latest: string | undefined }
    | RegistryError;
  readonly entry: VersionEntry | undefined;
  /** Whether the registry serves what the entry says; undefined where there is none, or no answer. */
  readonly health: PackageHealth | undefined;
  readonly smoke: SmokeResult | undefined;
}

/** How a service uses an SDK. */
export interface Use {
  /** The SDK's published name. */
  readonly package: string;
  /** The ranges that its manifest states. */
  readonly accepts: readonly string[];
  /** What `consume` has pinned; empty where it has not run. */
  readonly selected: readonly Selected[];
}

export interface ServiceReport {
  readonly name: string;
  readonly uses: readonly Use[];
}

/** What is known of all packages and services at one moment. */
export interface Report {
  readonly time: Date;
  readonly packages: readonly PackageReport[];
  readonly services: readonly ServiceReport[];
}
