import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type Artifact, PackagesError, type PackedManifest, sha256 } from '@ameideio/version-manifest';
import type { Registry, ServedArtifact } from '../registry.ts';
import { RegistryError, retryTransient, shown } from '../world/http.ts';
import type { Log } from '../world/run-process.ts';
import { decide, type ServedDigests } from './decide.ts';
import type { ReadBackRecord } from './read-back-record.ts';

export interface PublishRequest {
  readonly packed: PackedManifest;
  /** Where the packed files are. */
  readonly folder: string;
  readonly registry: Registry;
  readonly record: ReadBackRecord;
  readonly log: Log;
}

/** `published`: files were uploaded and read back. `identical`: the registry served the same bytes already. */
export type PublishOutcome =
  | { readonly kind: 'published'; readonly uploaded: readonly string[] }
  | { readonly kind: 'identical' }
  | { readonly kind: 'conflict'; readonly file: string; readonly packed: string; readonly served: string };

/** How long an accepted upload may take until it is served, in milliseconds, and how often that is asked. */
const SERVED_WITHIN = 60_000;
const ASK_EVERY = 250;

/**
 * Makes the registry serve exactly the packed bytes: asks what it serves, uploads only what is missing, reads every
 * byte back. A retry begins with what the registry serves then; to resume is to run again.
 *
 * @throws RegistryError where the registry can't be asked or refuses.
 */
export async function publish(request: PublishRequest): Promise<PublishOutcome> {
  const uploaded = new Set<string>();
  return retryTransient(async () => attempt(request, uploaded));
}

async function attempt(request: PublishRequest, uploaded: Set<string>): Promise<PublishOutcome> {
  const { packed, registry } = request;
  const decision = decide(packed, await readBack(request));
  switch (decision.kind) {
    case 'conflict':
      return decision;
    case 'identical':
      return servedAfter(uploaded);
    case 'upload': {
      for (const artifact of decision.missing) await upload(request, artifact, uploaded);
      const after = decide(packed, await servedEventually(request));
      if (after.kind === 'conflict') return after;
      if (after.kind === 'upload') {
        const files = after.missing.map(({ file }) => file).join(', ');
        throw new RegistryError(
          'INVALID_RESPONSE',
          `${registry.address} took ${files} of ${packed.name} ${packed.version} and does not serve it after ${SERVED_WITHIN / 1000} s. Look at the registry's log.`,
        );
      }
      return servedAfter(uploaded);
    }
  }
}

/** Where all is served: by our uploads, or somebody's before us. */
function servedAfter(uploaded: ReadonlySet<string>): PublishOutcome {
  return uploaded.size === 0 ? { kind: 'identical' } : { kind: 'published', uploaded: [...uploaded] };
}

async function upload(request: PublishRequest, artifact: Artifact, uploaded: Set<string>): Promise<void> {
  const { packed, folder, registry, log } = request;
  const bytes = await readFile(path.join(folder, artifact.file));
  if (sha256(bytes) !== artifact.sha256) {
    throw new PackagesError(
      'ARTIFACT_CHANGED',
      `${path.join(folder, artifact.file)} is not what packed.json says. Run "pack" again.`,
    );
  }
  const answer = await registry.upload(packed, artifact, bytes);
  log(
    answer === 'accepted'
      ? `uploaded ${artifact.file}, ${artifact.size} bytes`
      : `${artifact.file} is there already`,
  );
  if (answer === 'accepted') uploaded.add(artifact.file);
}

/** Asks until every packed file is served, or the time is over. */
async function servedEventually(request: PublishRequest): Promise<ServedDigests> {
  const until = Date.now() + SERVED_WITHIN;
  for (;;) {
    const served = await readBack(request);
    if (served.size >= request.packed.artifacts.length || Date.now() > until) return served;
    await wait(ASK_EVERY);
  }
}

/** The digests of what is served, from downloaded bytes, or from a declared digest that downloaded bytes once bore. */
async function readBack({ packed, registry, record }: PublishRequest): Promise<ServedDigests> {
  const served = await registry.lookUp(packed.name, packed.version);
  const digests = await Promise.all(
    served.map(
      async (file): Promise<[string, string]> => [file.file, await digestOf(file, packed, registry, record)],
    ),
  );
  return new Map(digests);
}

async function digestOf(
  served: ServedArtifact,
  packed: PackedManifest,
  registry: Registry,
  record: ReadBackRecord,
): Promise<string> {
  const artifact = packed.artifacts.find(({ file }) => file === served.file);
  const known =
    artifact !== undefined &&
    served.declared === artifact.integrity &&
    (await record.has(served.url, artifact));
  if (known) return artifact.sha256;
  const digest = sha256(await registry.download(served));
  if (artifact?.sha256 !== digest) return digest;
  if (served.declared !== undefined && served.declared !== artifact.integrity) {
    throw new RegistryError(
      'INVALID_RESPONSE',
      `${shown(served.url)} holds the packed bytes, but the registry declares ${served.declared} for them instead of ${artifact.integrity}. No client would install it: remove it there.`,
    );
  }
  await record.add(served.url, artifact);
  return digest;
}
