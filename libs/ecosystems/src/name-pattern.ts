import { Minimatch } from 'minimatch';

/**
 * Tells which names match a pattern: `*` stands for any characters but a slash, `?` for one, `[…]` for one of several.
 * Letters in another case are the same: a registry, or a disk, may take one such name for the other.
 */
export function namePattern(pattern: string): (name: string) => boolean {
  const compiled = new Minimatch(pattern, {
    nocase: true,
    dot: true,
    nobrace: true,
    nocomment: true,
    noext: true,
    noglobstar: true,
    nonegate: true,
    platform: 'linux',
  });
  return (name) => compiled.match(name);
}
