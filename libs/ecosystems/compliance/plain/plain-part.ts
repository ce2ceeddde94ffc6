import type { Credential } from '../../src/world/credential.ts';
import type { ObjectStorage } from './object-storage.ts';

/** The part of a plain registry that speaks one ecosystem's protocol. */
export interface PlainPart {
  readonly ecosystem: string;
  /** What begins the paths of its requests, with a slash at both ends. */
  readonly prefix: string;
  /** The variables that lead to it. */
  readonly variables: Readonly<Record<string, string>>;
  /** What it wants of those who read, and of those who upload; neither may do what the other does. */
  readonly reader: Credential;
  readonly uploader: Credential;
  /** Its uploads in their order; `exists` for the same bytes and for others. */
  readonly uploads: readonly PlainUpload[];
  /** The answer to somebody who may ask so; undefined for 404. */
  answer(request: PlainRequest): Promise<PlainAnswer | undefined>;
}

export interface PlainUpload {
  readonly name: string;
  readonly outcome: 'created' | 'exists';
}

export interface PlainRequest {
  readonly method: string;
  /** Below the prefix, as it was sent. */
  readonly path: string;
  readonly contentType: string;
  readonly body: Buffer<ArrayBuffer>;
}

export interface PlainAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer | string;
  /** The connection breaks off instead, once the work is done. */
  readonly lost?: boolean;
}

/**
 * Changes what a part answers to some requests.
 *
 * @param plainly does the part's work, and gives its own answer.
 */
export type Bend = (
  request: PlainRequest,
  plainly: () => Promise<PlainAnswer | undefined>,
) => Promise<PlainAnswer | undefined>;

export interface PlainPartOptions {
  readonly origin: string;
  readonly storage: ObjectStorage;
  /** Whose it is: no other owner takes its credentials. */
  readonly owner: string;
}

export const redirected = (location: string): PlainAnswer => ({ status: 302, headers: { location } });
