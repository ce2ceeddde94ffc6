import { readFile } from 'node:fs/promises';
import type { z } from 'zod';
import { PackagesError } from './packages-error.ts';
import { describeIssues } from './schema-issues.ts';

/**
 * Reads a JSON file that one of the pipeline's own targets wrote.
 *
 * @throws PackagesError OUTPUT_MISSING if it can't be read, else OUTPUT_UNREADABLE, naming the file, the field and the
 * reason.
 */
export async function readJson<T>(file: string, schema: z.ZodType<T>): Promise<T> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    throw new PackagesError(
      'OUTPUT_MISSING',
      `${file} can't be read (${String(cause)}). Run the target that writes it.`,
      { cause },
    );
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new PackagesError(
      'OUTPUT_UNREADABLE',
      `${file} is not JSON (${String(cause)}). Remove it and run the target that writes it.`,
      { cause },
    );
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new PackagesError(
    'OUTPUT_UNREADABLE',
    `${file} is not what its schema says: ${describeIssues(parsed.error)}.`,
  );
}

/** Writes pretty JSON with a final newline: writes a temporary file, syncs it and renames it. */
export async function writeJson(file: string, value: unknown): Promise<void> {
  const { default: writeFileAtomic } = await import('write-file-atomic');
  await writeFileAtomic(file, `${JSON.stringify(value, null, 2)}\n`);
}
