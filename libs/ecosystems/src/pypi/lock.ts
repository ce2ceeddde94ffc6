import type { PackedManifest } from '@ameideio/version-manifest';
import type { Selected } from '../ecosystem.ts';
import { normalisedName } from './requirement.ts';

/** A service's lock, as `consume` writes it and as one of third parties may be committed. */
export const LOCK = 'requirements.txt';

/**
 * The lock with the pins' wheels alone: a service is never built from an SDK's sdist, and so the lock says which file
 * it was built with.
 */
export function withWheelsAlone(lock: string, pins: readonly PackedManifest[]): string {
  const others = pins
    .flatMap(({ artifacts }) => artifacts)
    .filter(({ file }) => !file.endsWith('.whl'))
    .map(({ integrity }) => integrity);
  const isWheel = (line: string): boolean => !others.some((hash) => line.includes(`--hash=${hash}`));
  // A line goes on where it ends with a backslash; the one that is the last now must not.
  return lock
    .split('\n')
    .filter(isWheel)
    .join('\n')
    .replaceAll(/ \\\n(?! )/g, '\n');
}

/**
 * Reads a hashed requirements file: `name==version`, a marker, and its hashes, a backslash before each further line.
 *
 * @see https://pip.pypa.io/en/stable/topics/secure-installs/#hash-checking-mode
 */
export function locked(text: string): Selected[] {
  return text
    .replaceAll(/\\\r?\n/g, ' ')
    .split('\n')
    .flatMap((line) => {
      const [, name, version] = /^([a-z0-9][a-z0-9._-]*)(?:\[[^\]]*\])?==([^\s;]+)/i.exec(line) ?? [];
      if (name === undefined || version === undefined) return [];
      const integrities = [...line.matchAll(/--hash=(\S+)/g)].map(([, hash = '']) => hash);
      return [{ name: normalisedName(name), version, integrities }];
    });
}
