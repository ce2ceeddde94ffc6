/** The two files of a version. */
export type DistributionKind = 'wheel' | 'sdist';

/** What makes uv install one kind of file of this package, and what suits best of all others. */
export function onlyKind(kind: DistributionKind, name: string): string[] {
  return [kind === 'wheel' ? '--only-binary' : '--no-binary', name];
}
