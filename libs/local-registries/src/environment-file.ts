import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import writeFileAtomic from 'write-file-atomic';

/** A word in single quotes, as the shell reads it: nothing in it is special but the quote itself. */
function quoted(value: string): string {
  return `'${value.replaceAll("'", `'\\''`)}'`;
}

/** Writes the variables to be sourced by a shell; they hold the tokens, so the user alone may read them. */
export async function writeEnvironmentFile(file: string, environment: Readonly<Record<string, string>>) {
  const lines = Object.entries(environment).map(([name, value]) => `export ${name}=${quoted(value)}\n`);
  await mkdir(dirname(file), { recursive: true });
  await writeFileAtomic(file, lines.join(''), { mode: 0o600 });
}
