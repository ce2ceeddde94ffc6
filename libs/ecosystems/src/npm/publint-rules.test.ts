import { expect, test } from 'vitest';
import { type Finding, judgeFinding } from './publint-rules.ts';

const FORMAT = 'FILE_INVALID_FORMAT';

test.each<[string, Finding, string]>([
  ['an order that never fits', { code: 'EXPORTS_DEFAULT_SHOULD_BE_LAST', path: ['exports'] }, 'fail'],
  ['a program without #!', { code: 'BIN_FILE_NOT_EXECUTABLE', path: ['bin'] }, 'fail'],
  ['an array of targets', { code: 'EXPORTS_FALLBACK_ARRAY_USE', path: ['exports', '.'] }, 'warn'],
  ['a main that is false', { code: 'FIELD_INVALID_VALUE_TYPE', path: ['main'] }, 'warn'],
  ['a browser file that is not there', { code: 'FILE_DOES_NOT_EXIST', path: ['browser'] }, 'fail'],
  ['an empty main', { code: 'FILE_DOES_NOT_EXIST', path: ['main'] }, 'pass'],
  [
    "the author's own sources",
    { code: 'EXPORTS_VALUE_INVALID', path: ['exports', '.', '@acme/source'] },
    'pass',
  ],
  ['a file that nothing names', { code: FORMAT, path: ['name'], args: { actualFormat: 'ESM' } }, 'warn'],
  [
    'an ES module that is named as CommonJS',
    { code: FORMAT, path: ['main'], args: { actualFormat: 'ESM', actualFilePath: './esm.js' } },
    'fail',
  ],
  [
    'CommonJS with the word "export" in a text',
    { code: FORMAT, path: ['main'], args: { actualFormat: 'ESM', actualFilePath: '/cjs.js' } },
    'pass',
  ],
  ['what Node itself runs', { code: FORMAT, path: ['exports'], args: { actualFormat: 'CJS' } }, 'warn'],
  [
    'a program in the other format',
    { code: FORMAT, path: ['bin', 'a'], args: { actualFormat: 'CJS' } },
    'fail',
  ],
])('%s', (_, finding, verdict) => {
  expect(judgeFinding(finding, (file) => file === 'esm.js')).toBe(verdict);
});
