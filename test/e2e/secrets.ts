import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { places } from '@ameideio/nx-packages/workspace';
import type { Clone } from './clone.ts';
import { until } from './processes.ts';

/** The variables that the registries of a clone have written for `source`, once they are there. */
export function sourcedVariables({ root }: Clone): Promise<Record<string, string>> {
  const file = path.join(root, places.registriesEnvironment);
  return until('The addresses of the registries', async () => {
    const text = await readFile(file, 'utf8').catch(() => '');
    const variables = [...text.matchAll(/^export (\w+)='(.*)'$/gm)].map(([, name = '', value = '']) => [
      name,
      value,
    ]);
    return variables.length === 0 ? undefined : Object.fromEntries(variables);
  });
}

/** The values among variables that nobody else may read. */
export function secretsAmong(variables: Readonly<Record<string, string>>): string[] {
  return Object.entries(variables).flatMap(([name, value]) => (/TOKEN|PASSWORD/.test(name) ? [value] : []));
}

/** Where a run leaves what it makes; the registries keep theirs by themselves. */
const WRITTEN = ['.nx', 'dist', 'tmp'];

/** The files of a clone that hold one of these words. */
export async function filesThatHold({ root }: Clone, words: readonly string[]): Promise<string[]> {
  const found = WRITTEN.map(async (folder) => {
    const entries = await readdir(path.join(root, folder), { recursive: true, withFileTypes: true }).catch(
      () => [],
    );
    const files = entries
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name));
    const holding: string[] = [];
    for (const file of files) {
      const text = await readFile(file, 'latin1');
      if (words.some((word) => text.includes(word))) holding.push(path.relative(root, file));
    }
    return holding;
  });
  return (await Promise.all(found)).flat();
}
