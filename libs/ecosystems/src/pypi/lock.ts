import type { PackedManifest } from '@ameideio/version-manifest';
import type { Selected } from '../ecosystem.ts';
import { normalisedName } from './requirement.ts';

/** A service's lock: written by `consume`, and committed with third parties' versions if a project wants that. */
export const LOCK = 'requirements.txt';

/**
 * Keeps only the wheels' hashes of the pins in a lock. Services are never built from an SDK's sdist, and the lock says
 * which file they were built with.
 */
export function withWheelsAlone(lock: string, pins: readonly PackedManifest[]): string {
  const others = pins
    .flatMap(({ artifacts }) => artifacts)
    .filter(({ file }) => !file.endsWith('.whl'))
    .map(({ integrity }) => integrity);
  const isWheel = (line: string): boolean => !others.some((hash) => line.includes(`--hash=${hash}`));
  // A backslash continues a line; the line that is last now must not have one.
  return lock
    .split('\n')
    .filter(isWheel)
    .join('\n')
    .replaceAll(/ \\\n(?! )/g, '\n');
}

/**
 * Parses a hashed requirements file: `name==version`, a marker, and hashes, with a backslash before each further line.
 *
 * @see https://pip.pypa.io/en/stable/topics/secure-installs/#hash-checking-mode
 */
export function parseLock(text: string): Selected[] {
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
