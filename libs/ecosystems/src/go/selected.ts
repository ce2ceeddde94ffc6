import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Selected } from '../ecosystem.ts';
import { goSumOf } from './go-sum.ts';
import { readGoMod } from './manifest.ts';

/** Reads what the second go.mod and its go.sum select for these SDKs. */
export async function readSelectedGo(resolved: string, sdks: readonly string[]): Promise<Selected[]> {
  const { replaces } = await readGoMod(path.join(resolved, 'go.mod'));
  const sums = goSumOf(await readFile(path.join(resolved, 'go.sum'), 'utf8'));
  return sdks.flatMap((name) => {
    const replace = replaces.find(({ module, target }) => module === name && target === name);
    if (replace?.targetVersion === undefined) return [];
    const version = replace.targetVersion;
    const zips = sums.filter((sum) => sum.module === name && sum.version === version && sum.of === 'zip');
    return [{ name, version, integrities: zips.map(({ hash }) => hash) }];
  });
}
