import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'vitest';
import type { Log } from '../src/world/run-process.ts';
import { readCredentials } from './environments.ts';
import type { Suite } from './suite.ts';

/**
 * Runs the work of readers and their clients. Expects that the registry sees only the credential for reading, if it
 * tells, and that no output shows that credential.
 */
export async function asReaders<T>(suite: Suite, work: (log: Log) => Promise<T>): Promise<T> {
  const before = suite.seen().length;
  const lines: string[] = [];
  const result = await work((line) => lines.push(line));
  const asked = suite.seen().slice(before);
  expect(asked.filter(({ by }) => by !== 'reader')).toEqual([]);
  expect(lines.filter((line) => holdsSecret(suite, line))).toEqual([]);
  return result;
}

/** Whether a text contains a secret of the reader's credential. */
export function holdsSecret({ environment, ecosystem }: Suite, text: string): boolean {
  const values = readCredentials(ecosystem).flatMap((name) => environment[name] ?? []);
  return secretsAmong(values).some((secret) => text.includes(secret));
}

/**
 * Lists the secrets among a credential's values, a token or a user and a password: the value, and its form in Basic.
 */
export function secretsAmong(values: readonly string[]): string[] {
  return values.length === 0 ? [] : [...values.slice(-1), Buffer.from(values.join(':')).toString('base64')];
}

/** Lists the files below a folder that contain such secrets. */
export async function findFilesWithSecrets(suite: Suite, folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const found = entries.map(async (entry) => {
    const file = path.join(entry.parentPath, entry.name);
    const holds = entry.isFile() && holdsSecret(suite, await readFile(file, 'latin1'));
    return holds ? [path.relative(folder, file)] : [];
  });
  return (await Promise.all(found)).flat();
}
