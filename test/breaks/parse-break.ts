/** The test that a patch names in the lines above its diff. */
export interface NamedTest {
  /** From the workspace's root: a test file of vitest's or pytest's, or a Go package's folder. */
  readonly file: string;
  /** The test's whole or partial name. */
  readonly name: string;
  /** What has to run so that the test can: part of the names of its group. Else the test runs alone. */
  readonly group: string | undefined;
}

/** Reads the lines `Test-File:`, `Test-Name:` and, where it is there, `Test-Group:` of a patch. */
export function parseBreak(patch: string): NamedTest {
  const [head = ''] = patch.split('\ndiff --git ');
  const field = (key: string): string | undefined => new RegExp(`^${key}: (.+)$`, 'm').exec(head)?.[1];
  const [file, name] = [field('Test-File'), field('Test-Name')];
  if (file === undefined || name === undefined)
    throw new Error('it has no lines "Test-File: …" and "Test-Name: …" above its diff.');
  return { file, name, group: field('Test-Group') };
}
