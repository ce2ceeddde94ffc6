import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { type PackedManifest, readJson, writeJson } from '@ameideio/version-manifest';
import { z } from 'zod';
import { places } from './places.ts';

const outcomeSchema = z.strictObject({
  name: z.string(),
  version: z.string(),
  outcome: z.enum(['published', 'identical']),
});

export type PublishedOutcome = z.infer<typeof outcomeSchema>;

/** Writes the outcome of `publish`, for the table at the end of a run. */
export async function writePublishOutcome(
  workspaceRoot: string,
  project: string,
  { name, version }: PackedManifest,
  outcome: PublishedOutcome['outcome'],
): Promise<void> {
  const file = path.join(workspaceRoot, places.publishOutcome(project));
  await mkdir(path.dirname(file), { recursive: true });
  await writeJson(file, { name, version, outcome } satisfies PublishedOutcome);
}

export async function readPublishOutcome(workspaceRoot: string, project: string): Promise<PublishedOutcome> {
  return readJson(path.join(workspaceRoot, places.publishOutcome(project)), outcomeSchema);
}
