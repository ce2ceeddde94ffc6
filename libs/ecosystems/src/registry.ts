import type { Artifact, PackedManifest } from '@ameideio/version-manifest';
import type { ReadAccess } from './reader.ts';

/** A file that a registry serves under a name and version. */
export interface ServedArtifact {
  readonly file: string;
  readonly url: string;
  /**
   * The strong digest that the registry declares for it, in the spelling of {@link Artifact.integrity};
   * undefined where it declares none. No registry checks it on upload: it is a claim until the bytes were hashed.
   */
  readonly declared: string | undefined;
}

/** A version that a registry serves. */
export interface ServedVersion {
  readonly version: string;
  /** When the registry got it or what it was made of, as the registry spells it; undefined where it does not say. */
  readonly time: string | undefined;
}

/**
 * What a server said to an upload, by its status alone. `exists`: it holds this name and version already, with equal
 * bytes or others (most answer 409 for both).
 */
export type UploadAnswer = 'accepted' | 'exists';

export type CredentialCheck = 'accepted' | 'refused' | 'not checkable before upload';

/**
 * A registry, through its own protocol. Each method may throw a RegistryError, which names the address and what it said.
 */
export interface Registry extends ReadAccess {
  /** What is served under this name and version; empty where nothing is. Needs no upload variable. */
  lookUp(name: string, version: string): Promise<readonly ServedArtifact[]>;

  /** Downloads a served file. */
  download(served: ServedArtifact): Promise<Buffer>;

  /**
   * Sends one file of a packed SDK.
   *
   * @throws PackagesError VARIABLE_MISSING where an upload variable is not set.
   */
  upload(packed: PackedManifest, artifact: Artifact, bytes: Buffer<ArrayBuffer>): Promise<UploadAnswer>;

  /**
   * The version that a client takes which names none; undefined where the registry does not say. A release once there
   * is one; before, a registry may answer with a snapshot.
   */
  latest(name: string): Promise<string | undefined>;

  /** Every version that is served under this name, in any order; empty where none is. Needs no upload variable. */
  versions(name: string): Promise<readonly ServedVersion[]>;

  /**
   * Asks a read that proves the upload credential, where the server offers one. Sends nothing to keep. Where readers
   * need a credential of their own, a refused read proves nothing: one for uploads may not read.
   */
  checkCredential(): Promise<CredentialCheck>;
}
