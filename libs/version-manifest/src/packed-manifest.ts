import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { readJson, writeJson } from './json-file.ts';
import { baseVersionSchema } from './version.ts';

/** The file's name in `dist/packages/<project>/`. */
export const PACKED_MANIFEST = 'packed.json';

const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);

const artifactSchema = z.strictObject({
  file: z
    .string()
    .regex(/^[^/\\]+$/)
    .describe("The file's name, beside the packed manifest and on the registry."),
  size: z.int().positive().describe('In bytes.'),
  sha256: sha256Schema.describe('Of the whole file.'),
  integrity: z
    .string()
    .min(1)
    .describe("The ecosystem's own digest: `sha512-` (SRI) of npm, `h1:` of Go, `sha256:` of PyPI."),
});

/** The result of `pack`. It is in Nx's cache, and is all that `publish`, `smoke` and `consume` know of an SDK. */
export const packedManifestSchema = z.strictObject({
  project: z.string().min(1).describe("The SDK's project in the workspace."),
  ecosystem: z.string().min(1).describe('By its id.'),
  name: z.string().min(1).describe('The published name.'),
  base: baseVersionSchema.describe("X.Y.Z, as the SDK's manifest states it."),
  version: z.string().min(1).describe('The exact version, as the ecosystem spells it.'),
  artifacts: z.array(artifactSchema).min(1).describe('Every file of the version.'),
  source: z
    .strictObject({
      commit: z
        .string()
        .regex(/^[0-9a-f]{40,64}$/)
        .describe(
          'The commit that gave the snapshot its number; with uncommitted changes, the commit below them.',
        ),
      dirty: z.boolean().describe("Whether the SDK's inputs had uncommitted changes."),
    })
    .describe('Where the packed files stand in the git history.'),
  inputs: sha256Schema.describe('One sha256 over the paths and bytes of all packed inputs.'),
});

export type Artifact = z.infer<typeof artifactSchema>;
export type PackedManifest = z.infer<typeof packedManifestSchema>;

/** Reads the manifest from a project's folder of packed files. */
export async function readPackedManifest(folder: string): Promise<PackedManifest> {
  return readJson(path.join(folder, PACKED_MANIFEST), packedManifestSchema);
}

/** Writes the manifest beside the packed files. */
export async function writePackedManifest(folder: string, manifest: PackedManifest): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeJson(path.join(folder, PACKED_MANIFEST), packedManifestSchema.parse(manifest));
}
