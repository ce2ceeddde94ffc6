import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { readJson, writeJson } from './json-file.ts';
import { type PackedManifest, packedManifestSchema } from './packed-manifest.ts';
import { digestsOf, type SmokeResult } from './smoke-result.ts';

const entrySchema = packedManifestSchema.omit({ ecosystem: true }).extend({
  registry: z
    .url()
    .describe('The address that readers download from. Differs between two runs of the same work.'),
  smoke: z
    .strictObject({
      passed: z.literal(true).describe('Always true: an SDK whose smoke has not passed has no entry.'),
      checks: z.array(z.string().min(1)).min(1).describe('Names of the checks, each passed, in their order.'),
      time: z.iso
        .datetime()
        .describe('When this entry was written, UTC. Differs between two runs of the same work.'),
    })
    .describe('What the smoke of the served bytes proved.'),
});

/** `tmp/tilt-packages/<language>.json`: the SDKs of one language that are published and passed their smoke. */
export const versionJsonSchema = z
  .strictObject({
    $schema: z.string().optional().describe('The path of this schema, from the file.'),
    language: z.string().min(1).describe("The SDKs' language; it names the file."),
    packages: z.record(z.string(), entrySchema).describe('By published name.'),
  })
  .meta({
    title: 'Version JSON',
    description:
      'The exact versions and digests of one language that are published and have passed their smoke.',
  });

/** The published JSON Schema of the version JSON, for readers outside of Nx. */
const SCHEMA_FILE = path.join(import.meta.dirname, '..', 'version-json.schema.json');

export type VersionEntry = z.infer<typeof entrySchema>;
export type VersionJson = z.infer<typeof versionJsonSchema>;

/** Makes the entry of a packed SDK; undefined if the smoke ran on other bytes or another version. */
export function versionEntry(
  packed: PackedManifest,
  smoke: SmokeResult,
  time: Date,
): VersionEntry | undefined {
  const digests = digestsOf(packed);
  const isSame = packed.artifacts.every(({ file }) => smoke.digests[file] === digests[file]);
  if (!isSame || smoke.name !== packed.name || smoke.version !== packed.version) return undefined;
  const { ecosystem: _, ...rest } = packed;
  return {
    ...rest,
    registry: smoke.registry,
    smoke: { passed: true, checks: smoke.checks.map(({ name }) => name), time: time.toISOString() },
  };
}

export async function readVersionJson(file: string): Promise<VersionJson> {
  return readJson(file, versionJsonSchema);
}

/**
 * Writes one package's entry and keeps the entries of the language's other packages.
 *
 * Several SDKs share the file, so it is written under a lock and renamed into place: a reader finds the old file or the
 * new one.
 */
export async function writeVersionEntry(file: string, language: string, entry: VersionEntry): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  const { lock } = await import('proper-lockfile');
  const release = await lock(file, {
    realpath: false,
    retries: { retries: 50, minTimeout: 20, maxTimeout: 200 },
  });
  try {
    const before = existsSync(file) ? (await readVersionJson(file)).packages : {};
    const packages = { ...before, [entry.name]: entrySchema.parse(entry) };
    const sorted = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1)));
    await writeJson(file, {
      $schema: path.relative(path.dirname(file), SCHEMA_FILE).replaceAll(path.sep, '/'),
      language,
      packages: sorted,
    } satisfies VersionJson);
  } finally {
    await release();
  }
}
