import { setTimeout as wait } from 'node:timers/promises';
import { type PackedManifest, sha256 } from '@ameideio/version-manifest';
import type { Registry, ServedArtifact } from '../registry.ts';
import { FileNotServed, RegistryError, redactUrl } from '../world/http.ts';
import type { ServedDigests } from './decide.ts';
import type { ReadBackRecord } from './read-back-record.ts';

export interface ReadBackRequest {
  readonly packed: PackedManifest;
  readonly registry: Registry;
  readonly record: ReadBackRecord;
}

/** What a registry serves under a name and version. */
export interface ReadBack {
  readonly digests: ServedDigests;
  /** Why listed files could not be read: a registry may list a file before it serves it. */
  readonly notServed: readonly FileNotServed[];
}

/** The longest pause between two looks, in milliseconds. Pauses start short and grow. */
const LONGEST_PAUSE = 2000;

/**
 * Reads what a registry serves, again and again until `enough` accepts it or the time is over.
 *
 * @param within milliseconds.
 * @throws RegistryError if the first look fails, or the last one.
 */
export async function readBackUntil(
  request: ReadBackRequest,
  isEnough: (found: ReadBack) => boolean,
  within: number,
): Promise<ReadBack> {
  const until = Date.now() + within;
  let found = await readBack(request);
  for (let looks = 1; !isEnough(found); looks += 1) {
    const remaining = until - Date.now();
    if (remaining <= 0) return found;
    await wait(Math.min(remaining, 125 * looks, LONGEST_PAUSE));
    found = await readBack(request).catch((error: unknown) => {
      // A server may fail for a moment while it stores a file.
      if (error instanceof RegistryError && error.transient && Date.now() < until) return found;
      throw error;
    });
  }
  return found;
}

/**
 * Collects the digests of the served files: from downloaded bytes, or from a declared digest that was confirmed once.
 */
async function readBack({ packed, registry, record }: ReadBackRequest): Promise<ReadBack> {
  const served = await registry.lookUp(packed.name, packed.version);
  const found = await Promise.all(
    served.map((file) =>
      digestOf(file, packed, registry, record).catch((error: unknown) => {
        if (error instanceof FileNotServed) return error;
        throw error;
      }),
    ),
  );
  const digests = served.flatMap(({ file }, index): [string, string][] => {
    const digest = found[index];
    return typeof digest === 'string' ? [[file, digest]] : [];
  });
  return { digests: new Map(digests), notServed: found.filter((one) => one instanceof FileNotServed) };
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
      `${redactUrl(served.url)} holds the packed bytes, but the registry declares ${served.declared} for them instead of ${artifact.integrity}. Clients refuse to install it. Remove it from the registry.`,
    );
  }
  await record.add(served.url, artifact);
  return digest;
}
