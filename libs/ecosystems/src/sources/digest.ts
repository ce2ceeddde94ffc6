import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { sha256 } from '@ameideio/version-manifest';
import type { Sources } from './follow-links.ts';

/**
 * Computes one sha256, in hexadecimal, over path, executable bit and bytes of each file that a copy would hold. For a
 * link that can't be followed, it hashes the link's text.
 */
export async function digestOf(
  workspaceRoot: string,
  { files, refused }: Pick<Sources, 'files' | 'refused'>,
): Promise<string> {
  const lines: string[] = [];
  for (const { path: file, source, executable } of files) {
    const bytes = await readFile(path.join(workspaceRoot, source));
    lines.push(`${sha256(bytes)} ${executable ? '100755' : '100644'} ${file}\n`);
  }
  for (const { link, text } of refused) lines.push(`${sha256(text)} 120000 ${link}\n`);
  return sha256(lines.join(''));
}
