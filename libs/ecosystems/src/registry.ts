import type { Artifact, PackedManifest } from '@ameideio/version-manifest';
import type { ReadAccess } from './reader.ts';
import type { RegistryError } from './world/http.ts';

/** A file that a registry serves under a name and version. */
export interface ServedArtifact {
  readonly file: string;
  readonly url: string;
  /**
   * The strong digest that the registry declares for the file, in the spelling of {@link Artifact.integrity}; undefined
   * if it declares none. Registries don't check it on upload: it is a claim until the bytes have been hashed.
   */
  readonly declared: string | undefined;
  /**
   * Without a strong digest: another one that clients compare, as they spell it. {@link Registry.download} compares it.
   */
  readonly weaklyDeclared?: string | undefined;
}

/** A version that a registry serves. */
export interface ServedVersion {
  readonly version: string;
  /** When the registry received the version or its source, as the registry spells it; undefined if unknown. */
  readonly time: string | undefined;
}

/** What the status of a server's answer to an upload means: any 2xx accepts it. */
export type UploadAnswer = 'accepted' | UploadRefusal;

/**
 * A refusal that does not tell what the registry serves. Most servers answer 409 for a version that exists, with equal
 * or other bytes. Some answer 400 or 403, even for an upload that they stored but whose answer was lost. Look it up.
 */
export interface UploadRefusal {
  readonly status: number;
  /** The error to throw if the registry does not serve the version. */
  readonly error: RegistryError;
}

export type CredentialCheck = 'accepted' | 'refused' | 'not checkable before upload';

/**
 * A registry, through its own protocol. Each method may throw a RegistryError that names the address and the answer.
 */
export interface Registry extends ReadAccess {
  /** Lists the files served under this name and version; empty if there are none. Needs no upload variable. */
  lookUp(name: string, version: string): Promise<readonly ServedArtifact[]>;

  /**
   * Downloads a served file.
   *
   * @throws FileNotServed if the file is listed but not served, or not yet.
   * @throws RegistryError INVALID_RESPONSE if {@link ServedArtifact.weaklyDeclared} belongs to other bytes.
   */
  download(served: ServedArtifact): Promise<Buffer>;

  /**
   * Sends one file of a packed SDK.
   *
   * @throws RegistryError CREDENTIAL_REFUSED for 401, or if the server gives no answer or asks for another try.
   * @throws PackagesError VARIABLE_MISSING if an upload variable is not set.
   */
  upload(packed: PackedManifest, artifact: Artifact, bytes: Buffer<ArrayBuffer>): Promise<UploadAnswer>;

  /**
   * Returns the version that a client takes by default; undefined if the registry does not say. It is a release if
   * there is one; before the first release, a registry may answer with a snapshot.
   */
  latest(name: string): Promise<string | undefined>;

  /** Lists every version served under this name, in any order; empty if there is none. Needs no upload variable. */
  versions(name: string): Promise<readonly ServedVersion[]>;

  /**
   * Describes oddities of a package that affect no user who names a version, such as a tag of a missing version. Each
   * is a sentence without a full stop; empty if there is none. Needs no upload variable.
   */
  oddities(name: string): Promise<readonly string[]>;

  /**
   * Proves the upload credential by a read, if the server offers one; it stores nothing. Where readers need their own
   * credential, a refused read proves nothing: an upload credential may lack the right to read.
   */
  checkCredential(): Promise<CredentialCheck>;
}
