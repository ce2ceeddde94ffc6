import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Artifact, PackagesError, sha256 } from '@ameideio/version-manifest';
import type { UploadRefusal } from '../registry.ts';
import { RegistryError, retryTransient } from '../world/http.ts';
import type { Log } from '../world/run-process.ts';
import { decide } from './decide.ts';
import { type ReadBack, type ReadBackRequest, readBackUntil } from './read-back.ts';

export interface PublishRequest extends ReadBackRequest {
  /** Where the packed files are. */
  readonly folder: string;
  readonly log: Log;
  /** {@link WAITS}, where nothing else is said. */
  readonly waits?: Waits;
}

/** How long `publish` looks for a file on the registry, in milliseconds. */
export interface Waits {
  /** After the registry has accepted it, or has said that it exists, or may have stored it without an answer. */
  readonly served: number;
  /** After a refusal that says nothing of that. */
  readonly refused: number;
}

/**
 * Servers show what they have stored after seconds or a minute. Many also answer 400 or 403 for what exists, so that
 * every refusal leads to a look; but most of these mean what they say, and then nothing can come: 20 s is longer than
 * servers take to list a stored file, and short for a person who waits to be told of a missing permission.
 */
export const WAITS: Waits = { served: 60_000, refused: 20_000 };

/** `published`: files were uploaded and read back. `identical`: the registry served the same bytes already. */
export type PublishOutcome =
  | { readonly kind: 'published'; readonly uploaded: readonly string[] }
  | { readonly kind: 'identical' }
  | { readonly kind: 'conflict'; readonly file: string; readonly packed: string; readonly served: string };

/** What is known of the uploads of all attempts, by file. */
interface Uploads {
  readonly accepted: Set<string>;
  /** Sent, and no answer has come: such a file may be stored. */
  readonly unanswered: Set<string>;
}

/**
 * Makes the registry serve exactly the packed bytes: asks what it serves, uploads only what is missing, reads every
 * byte back. A retry begins with what the registry serves then; to resume is to run again.
 *
 * @throws RegistryError where the registry can't be asked, or refuses and does not serve the packed bytes either.
 */
export async function publish(request: PublishRequest): Promise<PublishOutcome> {
  const uploads: Uploads = { accepted: new Set(), unanswered: new Set() };
  return retryTransient(async () => attempt(request, uploads));
}

async function attempt(request: PublishRequest, uploads: Uploads): Promise<PublishOutcome> {
  const { packed, waits = WAITS } = request;
  const before = await readBackUntil(request, ({ notServed }) => notServed.length === 0, waits.served);
  refuseNotServed(before, waits.served);
  const decision = decide(packed, before.digests);
  if (decision.kind === 'conflict') return decision;
  if (decision.kind === 'identical') return outcomeOf(uploads);

  for (const artifact of decision.missing) {
    const refusal = await upload(request, artifact, uploads);
    if (refusal === undefined) continue;
    const within =
      refusal.status === 409 || uploads.unanswered.has(artifact.file) ? waits.served : waits.refused;
    const found = await lookAgain(request, artifact, refusal, within);
    const after = decide(packed, found.digests);
    if (after.kind === 'conflict') return after;
    if (found.digests.has(artifact.file)) continue;
    refuseNotServed(found, waits.served);
    throw refusal.error;
  }
  return servedAfterAll(request, uploads);
}

/** Where all is served: by our uploads, or somebody's before us. */
function outcomeOf({ accepted }: Uploads): PublishOutcome {
  return accepted.size === 0 ? { kind: 'identical' } : { kind: 'published', uploaded: [...accepted] };
}

/** Sends one file; answers with the refusal, where there is one. */
async function upload(
  request: PublishRequest,
  artifact: Artifact,
  uploads: Uploads,
): Promise<UploadRefusal | undefined> {
  const { packed, folder, registry, log } = request;
  const { file, size } = artifact;
  const bytes = await readFile(path.join(folder, file));
  if (sha256(bytes) !== artifact.sha256)
    throw new PackagesError(
      'ARTIFACT_CHANGED',
      `${path.join(folder, file)} is not what packed.json says. Run "pack" again.`,
    );
  const answer = await registry.upload(packed, artifact, bytes).catch((error: unknown) => {
    if (error instanceof RegistryError && error.transient) uploads.unanswered.add(file);
    throw error;
  });
  if (answer !== 'accepted') return answer;
  log(`uploaded ${file}, ${size} bytes`);
  uploads.accepted.add(file);
  return undefined;
}

/** After a refusal: the file may be there all the same, or come. */
async function lookAgain(
  request: PublishRequest,
  { file }: Artifact,
  { status, error }: UploadRefusal,
  within: number,
): Promise<ReadBack> {
  const { packed, log } = request;
  log(
    status === 409
      ? `${file} is there already`
      : `${error.message} Looking for up to ${within / 1000} s whether ${file} is served all the same.`,
  );
  const isClear = ({ digests }: ReadBack): boolean =>
    digests.has(file) || decide(packed, digests).kind === 'conflict';
  const found = await readBackUntil(request, (one) => isClear(one) || one.notServed.length > 0, within);
  // What is listed exists.
  return isClear(found) || found.notServed.length === 0
    ? found
    : readBackUntil(request, isClear, (request.waits ?? WAITS).served);
}

async function servedAfterAll(request: PublishRequest, uploads: Uploads): Promise<PublishOutcome> {
  const { packed, registry, waits = WAITS } = request;
  const found = await readBackUntil(
    request,
    ({ digests }) => decide(packed, digests).kind !== 'upload',
    waits.served,
  );
  const after = decide(packed, found.digests);
  if (after.kind === 'conflict') return after;
  if (after.kind === 'identical') return outcomeOf(uploads);
  refuseNotServed(found, waits.served);
  const files = after.missing.map(({ file }) => file).join(', ');
  throw new RegistryError(
    'INVALID_RESPONSE',
    `${registry.address} took ${files} of ${packed.name} ${packed.version} and does not serve it after ${waits.served / 1000} s. Look at the registry's log.`,
  );
}

/** @throws RegistryError INVALID_RESPONSE, which no retry hides: the time to wait is over. */
function refuseNotServed({ notServed }: ReadBack, within: number): void {
  const [first] = notServed;
  if (first === undefined) return;
  throw new RegistryError('INVALID_RESPONSE', `After ${within / 1000} s ${first.message}`, { cause: first });
}
