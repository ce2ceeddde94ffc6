/** The test that a patch names in the lines above its diff. */
export interface NamedTest {
  /** From the workspace's root: a test file of vitest's, or a Go package's folder. */
  readonly file: string;
  /** The test's whole or partial name. */
  readonly name: string;
}

/** Reads the lines `Test-File:` and `Test-Name:` of a patch. */
export function parseBreak(patch: string): NamedTest {
  const [head = ''] = patch.split('\ndiff --git ');
  const field = (key: string): string => {
    const value = new RegExp(`^${key}: (.+)$`, 'm').exec(head)?.[1];
    if (value === undefined) throw new Error(`it has no line "${key}: …" above its diff.`);
    return value;
  };
  return { file: field('Test-File'), name: field('Test-Name') };
}
