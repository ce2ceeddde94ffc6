import type { Credential } from '../../src/world/credential.ts';
import type { ObjectStorage } from './object-storage.ts';

/** The part of a plain registry that speaks one ecosystem's protocol. */
export interface PlainPart {
  readonly ecosystem: string;
  /** The start of its requests' paths, with a slash at both ends. */
  readonly prefix: string;
  /** The variables that name it. */
  readonly variables: Readonly<Record<string, string>>;
  /** The credentials for reading and for uploads; neither works for the other. */
  readonly reader: Credential;
  readonly uploader: Credential;
  /** Its uploads in order; `exists` for the same bytes and for others. */
  readonly uploads: readonly PlainUpload[];
  /** Answers an authorised request; undefined for 404. */
  answer(request: PlainRequest): Promise<PlainAnswer | undefined>;
}

export interface PlainUpload {
  readonly name: string;
  readonly outcome: 'created' | 'exists';
}

export interface PlainRequest {
  readonly method: string;
  /** Below the prefix, as the client sent it. */
  readonly path: string;
  readonly contentType: string;
  readonly body: Buffer<ArrayBuffer>;
}

export interface PlainAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer | string;
  /** Whether the connection breaks off instead, after the work is done. */
  readonly lost?: boolean;
}

/**
 * Changes a part's answers to some requests.
 *
 * @param answerPlainly makes the part's own answer.
 */
export type Bend = (
  request: PlainRequest,
  answerPlainly: () => Promise<PlainAnswer | undefined>,
) => Promise<PlainAnswer | undefined>;

export interface PlainPartOptions {
  readonly origin: string;
  readonly storage: ObjectStorage;
  /** The owner's name: no other owner's registry accepts its credentials. */
  readonly owner: string;
}

export const redirected = (location: string): PlainAnswer => ({ status: 302, headers: { location } });
