import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { readJson, writeJson } from './json-file.ts';
import type { PackedManifest } from './packed-manifest.ts';

/**
 * The record of a passed smoke: the bytes, the registry and the checks. The version JSON has only the checks' names.
 */
export const smokeResultSchema = z.strictObject({
  name: z.string().min(1),
  version: z.string().min(1),
  registry: z.url(),
  /** sha256 by file. */
  digests: z.record(z.string(), z.string()),
  checks: z
    .array(
      z.strictObject({
        name: z.string().min(1),
        /** The duration in the run that made this result; a result from the cache keeps it. */
        milliseconds: z.int().nonnegative(),
      }),
    )
    .min(1)
    .describe('Each passed, in the order in which they began.'),
  warnings: z
    .array(z.strictObject({ check: z.string().min(1), message: z.string().min(1) }))
    .describe('What a check found that does not fail the smoke.'),
  notRun: z
    .array(z.strictObject({ what: z.string().min(1), reason: z.string().min(1) }))
    .describe('Modules and subpaths that could not be run on this machine, or that the SDK leaves out.'),
});

export type SmokeResult = z.infer<typeof smokeResultSchema>;

/** Lists the digests of a packed manifest, by file. */
export function digestsOf(packed: PackedManifest): Record<string, string> {
  return Object.fromEntries(packed.artifacts.map(({ file, sha256 }) => [file, sha256]));
}

export async function readSmokeResult(file: string): Promise<SmokeResult> {
  return readJson(file, smokeResultSchema);
}

export async function writeSmokeResult(file: string, result: SmokeResult): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await writeJson(file, smokeResultSchema.parse(result));
}
