import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { ECOSYSTEMS, type Ecosystem } from './registry.ts';
import { stateFolder, uploadLogOf } from './state-folder.ts';

const lineSchema = z
  .object({
    time: z.iso.datetime({ offset: true }),
    name: z.string().optional(),
    module: z.string().optional(),
    version: z.string(),
    outcome: z.enum(['created', 'identical', 'conflict', 'refused']),
  })
  .transform(({ name, module, ...line }) => ({ ...line, name: name ?? module ?? '' }));

/** One upload as the registry that got it has logged it. Of PyPI's, each file is one. */
export type Upload = Readonly<z.infer<typeof lineSchema>> & { readonly ecosystem: Ecosystem };

/** What was uploaded since the last wipe, refused uploads included, in the order of time. */
export async function readUploads(folder: string): Promise<readonly Upload[]> {
  const logs = await Promise.all(ECOSYSTEMS.map((ecosystem) => readLog(folder, ecosystem)));
  return logs.flat().sort((a, b) => Date.parse(a.time) - Date.parse(b.time));
}

async function readLog(folder: string, ecosystem: Ecosystem): Promise<Upload[]> {
  const file = uploadLogOf(stateFolder(folder), ecosystem);
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const lines = text.split('\n').filter(Boolean);
  return lines.map((line) => ({ ecosystem, ...lineSchema.parse(JSON.parse(line)) }));
}
