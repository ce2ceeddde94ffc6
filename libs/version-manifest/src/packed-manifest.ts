import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { readJson, writeJson } from './json-file.ts';
import { baseVersionSchema } from './version-spelling.ts';

/** The file's name in `dist/packages/<project>/`. */
export const PACKED_MANIFEST = 'packed.json';

const artifactSchema = z.strictObject({
  /** The file's name, beside the manifest and on the registry. */
  file: z.string().regex(/^[^/\\]+$/),
  /** In bytes. */
  size: z.int().positive(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** The ecosystem's own: SRI for npm, `h1:` for Go, `sha256:` for PyPI. */
  integrity: z.string().min(1),
});

/** What `pack` made. It travels with Nx's cache; `publish`, `smoke` and `consume` go by it alone. */
export const packedManifestSchema = z.strictObject({
  project: z.string().min(1),
  ecosystem: z.string().min(1),
  /** The published name. */
  name: z.string().min(1),
  /** X.Y.Z, as the SDK's manifest states it. */
  base: baseVersionSchema,
  /** As the ecosystem spells it. */
  version: z.string().min(1),
  artifacts: z.array(artifactSchema).min(1),
  /** The commit that gave the snapshot its number, and whether inputs had uncommitted changes. */
  source: z.strictObject({ commit: z.string().regex(/^[0-9a-f]{40,64}$/), dirty: z.boolean() }),
  /** One digest over the paths and bytes of all inputs. */
  inputs: z.string().regex(/^[0-9a-f]{64}$/),
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
