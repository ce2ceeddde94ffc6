import type { Message } from 'publint';
import { isBelowCustomCondition } from './known-conditions.ts';

/** What becomes of a finding of publint: it fails the smoke, is shown as a warning, or is passed over. */
export type Verdict = 'fail' | 'warn' | 'pass';

/** The fields whose files {@link missingFiles} looks for; it knows how Node and TypeScript complete a name. */
const LOOKED_FOR = ['exports', 'main', 'types', 'typings', 'module', 'bin'];

/**
 * Advice that no plain client needs: npm, Node.js and tsc take such a package, and popular ones are like it. Where it
 * does break users, an import, a `require` or the strict compiler of the same smoke fails.
 *
 * @see https://publint.dev/rules
 */
const ADVICE: readonly Message['code'][] = [
  // Which `default` a bundler gives is its own matter; Node and tsc agree on theirs.
  'CJS_WITH_ESMODULE_DEFAULT_EXPORT',
  'DEPRECATED_FIELD_JSNEXT',
  // Node takes the first target of an array that it can use.
  'EXPORTS_FALLBACK_ARRAY_USE',
  'IMPORTS_FALLBACK_ARRAY_USE',
  // The types are compared with what the package exports at run time.
  'EXPORTS_TYPES_INVALID_FORMAT',
  // The strict compiler finds declarations that can't be reached.
  'EXPORTS_TYPES_SHOULD_BE_FIRST',
  'TYPES_NOT_EXPORTED',
  'EXPORTS_VALUE_CONFLICTS_WITH_BROWSER',
  'INVALID_REPOSITORY_VALUE',
  'NESTED_PACKAGE_JSON_FIELD_IGNORED',
];

/** publint guesses a file's format from its text. */
const FORMATS: readonly Message['code'][] = ['FILE_INVALID_FORMAT', 'FILE_INVALID_EXPLICIT_FORMAT'];

/** What publint says of a file in another format than its name and its package say. */
interface Format {
  readonly actualFormat?: string;
  readonly actualFilePath?: string;
}

/** What of a finding of publint its verdict depends on. */
export interface Finding {
  readonly code: Message['code'];
  readonly path: readonly string[];
  readonly args?: object;
}

/**
 * Judges a finding of publint by what the package's users meet.
 *
 * @param isModule whether a file, from the package's folder, holds the syntax of an ES module.
 */
export function judgeFinding(
  { code, path, args = {} }: Finding,
  isModule: (file: string) => boolean,
): Verdict {
  const [field = ''] = path;
  if (isBelowCustomCondition(path)) return 'pass';
  if (code === 'FILE_DOES_NOT_EXIST' && LOOKED_FOR.includes(field)) return 'pass';
  if (code === 'EXPORTS_GLOB_NO_MATCHED_FILES') return 'pass';
  // Node passes over a `main` that is no string.
  if (code === 'FIELD_INVALID_VALUE_TYPE' && field === 'main') return 'warn';
  if (FORMATS.includes(code)) {
    const { actualFormat, actualFilePath = '' }: Format = args;
    if (actualFormat === 'ESM' && actualFilePath !== '' && !isModule(actualFilePath.replace(/^\.?\//, '')))
      return 'pass';
    // With the path "name" it names no field: a build for bundlers, or a template. Node runs what `exports` and `main` name.
    return field === 'name' || (actualFormat === 'CJS' && field !== 'bin') ? 'warn' : 'fail';
  }
  return ADVICE.includes(code) ? 'warn' : 'fail';
}
