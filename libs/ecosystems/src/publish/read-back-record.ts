import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { type Artifact, sha256 } from '@ameideio/version-manifest';
import writeFileAtomic from 'write-file-atomic';

/**
 * Remembers which bytes this workspace downloaded from which address and hashed. If the registry declares a strong
 * digest that downloaded bytes confirmed once, later runs compare that digest and download nothing.
 */
export interface ReadBackRecord {
  has(url: string, artifact: Artifact): Promise<boolean>;
  add(url: string, artifact: Artifact): Promise<void>;
}

/** Opens a record that is kept as empty files in a folder, so that concurrent tasks don't conflict. */
export function readBackRecord(folder: string): ReadBackRecord {
  const fileOf = (url: string, artifact: Artifact): string =>
    path.join(folder, sha256(`${artifact.sha256} ${url}`));
  return {
    has: async (url, artifact) => existsSync(fileOf(url, artifact)),
    add: async (url, artifact) => {
      await mkdir(folder, { recursive: true });
      await writeFileAtomic(fileOf(url, artifact), '');
    },
  };
}
