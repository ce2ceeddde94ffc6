/** The two kinds of files of a version. */
export type DistributionKind = 'wheel' | 'sdist';

/** Returns the arguments that make uv install one kind of file for this package, and the best kind for all others. */
export function onlyKind(kind: DistributionKind, name: string): string[] {
  return [kind === 'wheel' ? '--only-binary' : '--no-binary', name];
}
