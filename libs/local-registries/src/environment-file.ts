import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import writeFileAtomic from 'write-file-atomic';

/** Quotes a word for the shell: between single quotes, only the quote itself is special. */
function quoteWord(value: string): string {
  return `'${value.replaceAll("'", `'\\''`)}'`;
}

/** Writes the variables for a shell's `source`. Only the user may read the file, which holds the tokens. */
export async function writeEnvironmentFile(file: string, environment: Readonly<Record<string, string>>) {
  const lines = Object.entries(environment).map(([name, value]) => `export ${name}=${quoteWord(value)}\n`);
  await mkdir(dirname(file), { recursive: true });
  await writeFileAtomic(file, lines.join(''), { mode: 0o600 });
}
