import { readFileSync } from 'node:fs';
import { version } from '@ameideio/ameide-sdk-ts';

const name = '@ameideio/ameide-sdk-ts';

/** The platform's SDK that runs here. */
export interface Sdk {
  name: string;
  version: string;
  /** Subresource integrity of its tarball, as npm has it. */
  integrity: string;
}

interface Lock {
  packages: Record<string, { version?: string; integrity?: string } | undefined>;
}

/** Reads from the lock that was installed, which stands above the built code, and asks the SDK itself. */
export function builtWith(): Sdk {
  const lock = new URL('../package-lock.json', import.meta.url);
  const { packages } = JSON.parse(readFileSync(lock, 'utf8')) as Lock;
  const locked = packages[`node_modules/${name}`];
  if (locked?.version !== version || !locked.integrity) {
    throw new Error(`${name} ${version} runs, but package-lock.json has ${locked?.version ?? 'none'} of it.`);
  }
  return { name, version, integrity: locked.integrity };
}
