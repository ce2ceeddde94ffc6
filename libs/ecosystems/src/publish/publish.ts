import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Artifact, PackagesError, sha256 } from '@ameideio/version-manifest';
import type { UploadRefusal } from '../registry.ts';
import { RegistryError, retryTransient } from '../world/http.ts';
import type { Log } from '../world/run-process.ts';
import { decide } from './decide.ts';
import { type ReadBack, type ReadBackRequest, readBackUntil } from './read-back.ts';

export interface PublishRequest extends ReadBackRequest {
  /** The folder of the packed files. */
  readonly folder: string;
  readonly log: Log;
  /** {@link WAITS} by default. */
  readonly waits?: Waits;
}

/** How long `publish` looks for a file on the registry, in milliseconds. */
export interface Waits {
  /** After the registry accepted the file, said that it exists, or may have stored it without answering. */
  readonly served: number;
  /** After a refusal that does not say whether the file exists. */
  readonly refused: number;
}

/**
 * Servers list a stored file after seconds, at most a minute. Many also answer 400 or 403 for a file that exists, so
 * `publish` looks after every refusal. Most of these refusals are real, and no file will appear. A wait of 20 s is
 * longer than servers take to list a stored file, and short enough for a person whose permission is missing.
 */
export const WAITS: Waits = { served: 60_000, refused: 20_000 };

/** `published`: the SDK was uploaded and read back. `identical`: the registry already served the same bytes. */
export type PublishOutcome =
  | { readonly kind: 'published'; readonly uploaded: readonly string[] }
  | { readonly kind: 'identical' }
  | { readonly kind: 'conflict'; readonly file: string; readonly packed: string; readonly served: string };

/** What the uploads of all attempts returned, by file. */
interface Uploads {
  readonly accepted: Set<string>;
  /** Files that were sent without getting an answer: the registry may have stored them. */
  readonly unanswered: Set<string>;
}

/**
 * Makes the registry serve exactly the packed bytes: uploads only the missing files and reads every byte back. A retry
 * starts with what the registry serves by then. To resume a failed run, run it again.
 *
 * @throws RegistryError if the registry can't be asked, or refuses and does not serve the packed bytes either.
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
  return awaitServed(request, uploads);
}

/** Names the outcome once everything is served, by this run's uploads or by earlier ones. */
function outcomeOf({ accepted }: Uploads): PublishOutcome {
  return accepted.size === 0 ? { kind: 'identical' } : { kind: 'published', uploaded: [...accepted] };
}

/** Uploads one file; returns the refusal, if there is one. */
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

/** Looks again after a refusal: the registry may serve the file all the same, or soon. */
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
  // A listed file exists, even if the registry does not serve it yet.
  return isClear(found) || found.notServed.length === 0
    ? found
    : readBackUntil(request, isClear, (request.waits ?? WAITS).served);
}

async function awaitServed(request: PublishRequest, uploads: Uploads): Promise<PublishOutcome> {
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
    `${registry.address} accepted ${files} of ${packed.name} ${packed.version}, but does not serve it after ${waits.served / 1000} s. Look at the registry's log.`,
  );
}

/** @throws RegistryError INVALID_RESPONSE, which is not retried: the wait is over. */
function refuseNotServed({ notServed }: ReadBack, within: number): void {
  const [first] = notServed;
  if (first === undefined) return;
  throw new RegistryError('INVALID_RESPONSE', `After ${within / 1000} s ${first.message}`, { cause: first });
}
