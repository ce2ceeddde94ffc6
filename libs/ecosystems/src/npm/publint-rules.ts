import type { Message } from 'publint';
import { isBelowCustomCondition } from './known-conditions.ts';

/** How a finding of publint counts: it fails the smoke, is shown as a warning, or is ignored. */
export type Verdict = 'fail' | 'warn' | 'pass';

/** The fields that {@link findMissingFiles} checks, because it completes names as Node and TypeScript do. */
const LOOKED_FOR = ['exports', 'main', 'types', 'typings', 'module', 'bin'];

/**
 * Rules that plain clients do not need: npm, Node.js and tsc accept such packages, and popular ones are like that. If
 * such a fault breaks users, an import, a `require` or the strict compiler of the same smoke fails.
 *
 * @see https://publint.dev/rules
 */
const ADVICE: readonly Message['code'][] = [
  // Bundlers differ in their `default`; Node and tsc agree.
  'CJS_WITH_ESMODULE_DEFAULT_EXPORT',
  'DEPRECATED_FIELD_JSNEXT',
  // Node uses the first target of an array that it can use.
  'EXPORTS_FALLBACK_ARRAY_USE',
  'IMPORTS_FALLBACK_ARRAY_USE',
  // The smoke compares the types with the exports at run time.
  'EXPORTS_TYPES_INVALID_FORMAT',
  // The strict compiler finds unreachable declarations.
  'EXPORTS_TYPES_SHOULD_BE_FIRST',
  'TYPES_NOT_EXPORTED',
  'EXPORTS_VALUE_CONFLICTS_WITH_BROWSER',
  'INVALID_REPOSITORY_VALUE',
  'NESTED_PACKAGE_JSON_FIELD_IGNORED',
];

/** publint guesses a file's format from its text. */
const FORMATS: readonly Message['code'][] = ['FILE_INVALID_FORMAT', 'FILE_INVALID_EXPLICIT_FORMAT'];

/** publint's arguments for a file whose format differs from the one that its name and its package state. */
interface Format {
  readonly actualFormat?: string;
  readonly actualFilePath?: string;
}

/** The parts of a finding of publint that its verdict depends on. */
export interface Finding {
  readonly code: Message['code'];
  readonly path: readonly string[];
  readonly args?: object;
}

/**
 * Judges a finding of publint by its effect on the package's users.
 *
 * @param isModule whether a file, from the package's folder, has the syntax of an ES module.
 */
export function judgeFinding(
  { code, path, args = {} }: Finding,
  isModule: (file: string) => boolean,
): Verdict {
  const [field = ''] = path;
  if (isBelowCustomCondition(path)) return 'pass';
  if (code === 'FILE_DOES_NOT_EXIST' && LOOKED_FOR.includes(field)) return 'pass';
  if (code === 'EXPORTS_GLOB_NO_MATCHED_FILES') return 'pass';
  // Node ignores a `main` that is no string.
  if (code === 'FIELD_INVALID_VALUE_TYPE' && field === 'main') return 'warn';
  if (FORMATS.includes(code)) {
    const { actualFormat, actualFilePath = '' }: Format = args;
    if (actualFormat === 'ESM' && actualFilePath !== '' && !isModule(actualFilePath.replace(/^\.?\//, '')))
      return 'pass';
    // The path "name" is no field: a build for bundlers, or a template. Node runs the files of `exports` and `main`.
    return field === 'name' || (actualFormat === 'CJS' && field !== 'bin') ? 'warn' : 'fail';
  }
  return ADVICE.includes(code) ? 'warn' : 'fail';
}
