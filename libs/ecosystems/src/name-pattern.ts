import { Minimatch } from 'minimatch';

/**
 * Compiles a pattern into a test of names: `*` stands for any characters but a slash, `?` for one, `[…]` for one of
 * several. The test ignores case, because a registry or a disk may treat such names as the same.
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
