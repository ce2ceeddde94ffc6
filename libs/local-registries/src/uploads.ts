import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { embeddedRegistries } from './embedded-registries.ts';
import { type StateFolder, stateFolder } from './state.ts';

const lineSchema = z
  .object({
    time: z.iso.datetime({ offset: true }),
    name: z.string().optional(),
    module: z.string().optional(),
    version: z.string(),
    outcome: z.enum(['created', 'identical', 'conflict', 'refused']),
  })
  .transform(({ name, module, ...line }) => ({ ...line, name: name ?? module ?? '' }));

/** One upload in the log of its registry. For PyPI, each file is an upload. */
export type Upload = Readonly<z.infer<typeof lineSchema>> & {
  /** The id of the registry's ecosystem. */
  readonly ecosystem: string;
};

/** Returns the file to which an ecosystem's registry writes a line for every upload. */
export function uploadLogOf(folder: StateFolder, ecosystem: string): string {
  return join(folder.storage, ecosystem, 'uploads.log');
}

/** Reads all uploads since the last wipe, refused ones included, in order. */
export async function readUploads(root: string): Promise<readonly Upload[]> {
  const folder = stateFolder(root);
  const logs = await Promise.all(embeddedRegistries.map(({ ecosystem }) => readLog(folder, ecosystem.id)));
  return logs.flat().sort((a, b) => Date.parse(a.time) - Date.parse(b.time));
}

async function readLog(folder: StateFolder, ecosystem: string): Promise<Upload[]> {
  const file = uploadLogOf(folder, ecosystem);
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const lines = text.split('\n').filter(Boolean);
  return lines.map((line) => ({ ecosystem, ...lineSchema.parse(JSON.parse(line)) }));
}
