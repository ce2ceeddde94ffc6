/** A line of a go.sum. @see https://go.dev/ref/mod#go-sum-files */
export interface GoSum {
  readonly module: string;
  readonly version: string;
  /** Whether the hash is that of the go.mod alone, or of the whole zip. */
  readonly of: 'go.mod' | 'zip';
  readonly hash: string;
}

/** Parses a go.sum. */
export function goSumOf(text: string): GoSum[] {
  return text.split('\n').flatMap((line): GoSum[] => {
    const [module, version, hash] = line.trim().split(/\s+/);
    if (!module || version === undefined || hash === undefined) return [];
    const [bare = '', file] = version.split('/');
    return [{ module, version: bare, of: file === undefined ? 'zip' : 'go.mod', hash }];
  });
}
