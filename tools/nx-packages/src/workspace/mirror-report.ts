import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { MirrorSmoke } from '@ameideio/ecosystems';
import { readJson, writeJson } from '@ameideio/version-manifest';
import { z } from 'zod';
import { places } from './places.ts';

const entry = z.object({
  ecosystem: z.string(),
  /** As `workspace.json` has it. */
  wanted: z.string(),
  registry: z.url(),
});
const fetched = z.strictObject({ name: z.string(), version: z.string(), integrity: z.string() });

const reportSchema = z.array(
  z.discriminatedUnion('outcome', [
    entry.extend({
      outcome: z.literal('cached'),
      package: fetched,
      requests: z.strictObject({ first: z.int(), control: z.int() }),
    }),
    entry.extend({ outcome: z.literal('not provable'), package: fetched, why: z.string() }),
    entry.extend({ outcome: z.literal('failed'), fetch: z.enum(['first', 'second']), why: z.string() }),
  ]),
);

/** The result for one package of {@link WorkspaceProject.mirrors}. */
export type MirrorEntry = MirrorSmoke & Readonly<z.infer<typeof entry>>;

export async function writeMirrorReport(
  workspaceRoot: string,
  entries: readonly MirrorEntry[],
): Promise<void> {
  const file = path.join(workspaceRoot, places.mirrorSmoke);
  await mkdir(path.dirname(file), { recursive: true });
  await writeJson(file, entries);
}

/** Reads the report of the last run; undefined where that run did not finish. */
export async function readMirrorReport(workspaceRoot: string): Promise<MirrorEntry[] | undefined> {
  const file = path.join(workspaceRoot, places.mirrorSmoke);
  return existsSync(file) ? readJson(file, reportSchema) : undefined;
}

/** Removes the report of the last run, so that nobody takes it for the result of a run that was cut off. */
export async function removeMirrorReport(workspaceRoot: string): Promise<void> {
  await rm(path.join(workspaceRoot, places.mirrorSmoke), { force: true });
}
