import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { type Artifact, sha256 } from '@ameideio/version-manifest';
import writeFileAtomic from 'write-file-atomic';

/**
 * Which bytes this workspace has downloaded from which address and hashed. A registry that declares a strong digest is
 * then asked for that alone, once its bytes were seen to bear it.
 */
export interface ReadBackRecord {
  has(url: string, artifact: Artifact): Promise<boolean>;
  add(url: string, artifact: Artifact): Promise<void>;
}

/** A record kept as empty files in a folder, so that tasks at the same time don't meet. */
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
