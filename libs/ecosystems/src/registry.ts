import type { Artifact, PackedManifest } from '@ameideio/version-manifest';
import type { ReadAccess } from './reader.ts';
import type { RegistryError } from './world/http.ts';

/** A file that a registry serves under a name and version. */
export interface ServedArtifact {
  readonly file: string;
  readonly url: string;
  /**
   * The strong digest that the registry declares for it, in the spelling of {@link Artifact.integrity};
   * undefined where it declares none. No registry checks it on upload: it is a claim until the bytes were hashed.
   */
  readonly declared: string | undefined;
  /** Where there is no such: another digest that clients compare, as they spell it. {@link Registry.download} does too. */
  readonly weaklyDeclared?: string | undefined;
}

/** A version that a registry serves. */
export interface ServedVersion {
  readonly version: string;
  /** When the registry got it or what it was made of, as the registry spells it; undefined where it does not say. */
  readonly time: string | undefined;
}

/** What a server said to an upload, by its status alone: any of 2xx accepts it. */
export type UploadAnswer = 'accepted' | UploadRefusal;

/**
 * A refusal that does not tell what is served. Most servers answer 409 where the version exists, with equal bytes or
 * others; some answer 400 or 403, also for an upload that they have stored and whose answer was lost. Only a look tells.
 */
export interface UploadRefusal {
  readonly status: number;
  /** What to tell where the look finds nothing. */
  readonly error: RegistryError;
}

export type CredentialCheck = 'accepted' | 'refused' | 'not checkable before upload';

/**
 * A registry, through its own protocol. Each method may throw a RegistryError, which names the address and what it said.
 */
export interface Registry extends ReadAccess {
  /** What is served under this name and version; empty where nothing is. Needs no upload variable. */
  lookUp(name: string, version: string): Promise<readonly ServedArtifact[]>;

  /**
   * Downloads a served file.
   *
   * @throws FileNotServed where the file is listed and is not there, or not yet.
   * @throws RegistryError INVALID_RESPONSE where {@link ServedArtifact.weaklyDeclared} is of other bytes.
   */
  download(served: ServedArtifact): Promise<Buffer>;

  /**
   * Sends one file of a packed SDK.
   *
   * @throws RegistryError CREDENTIAL_REFUSED for 401, or where the server gives no answer or asks for another try.
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
   * What is odd about a package on this registry, and hinders nobody who names a version: such as a tag that leads
   * nowhere. In sentences without a full stop; empty where nothing is. Needs no upload variable.
   */
  oddities(name: string): Promise<readonly string[]>;

  /**
   * Asks a read that proves the upload credential, where the server offers one. Sends nothing to keep. Where readers
   * need a credential of their own, a refused read proves nothing: one for uploads may not read.
   */
  checkCredential(): Promise<CredentialCheck>;
}
