import { minimatch } from 'minimatch';

/**
 * Whether a name matches a pattern: `*` stands for any characters but a slash, `?` for one, `[…]` for one of several.
 * Letters in another case are the same: a registry, or a disk, may take one such name for the other.
 */
export function matchesPattern(name: string, pattern: string): boolean {
  return minimatch(name, pattern, {
    nocase: true,
    dot: true,
    nobrace: true,
    nocomment: true,
    noext: true,
    noglobstar: true,
    nonegate: true,
    platform: 'linux',
  });
}
