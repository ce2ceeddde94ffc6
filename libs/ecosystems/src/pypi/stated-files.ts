import type { Pyproject } from './pyproject.ts';

/** A file of the project that its pyproject.toml promises to the package's users. */
export interface StatedFile {
  readonly file: string;
  readonly what: 'readme' | 'licence';
  readonly line: number;
}

/**
 * Lists the README and the licences that a pyproject.toml names; patterns are no names.
 *
 * @see https://packaging.python.org/en/latest/specifications/pyproject-toml/ (PEP 621, 639)
 */
export function listStatedFiles({ project, lineOf }: Pyproject): StatedFile[] {
  const { readme, license } = project;
  const readmeFile = typeof readme === 'string' ? readme : readme?.file;
  // A plain text is the licence's expression.
  const licenceFile = typeof license === 'string' ? undefined : license?.file;
  const listed = project['license-files'];
  const licences = (Array.isArray(listed) ? listed : []).flatMap((file: unknown, index): StatedFile[] =>
    typeof file === 'string' && !/[*?[]/.test(file)
      ? [{ file, what: 'licence', line: lineOf('project', 'license-files', index) }]
      : [],
  );
  return [
    ...(readmeFile === undefined
      ? []
      : [{ file: readmeFile, what: 'readme' as const, line: lineOf('project', 'readme') }]),
    ...(licenceFile === undefined
      ? []
      : [{ file: licenceFile, what: 'licence' as const, line: lineOf('project', 'license') }]),
    ...licences,
  ];
}
