import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findIndexDifferences } from './index-differences.ts';

const FILE = 'acme_sdk-1.2.0-py3-none-any.whl';
const VERSION = { name: 'acme-sdk', version: '1.2.0' };
const metadata = (requires: string | undefined, name = 'Acme_SDK', version = '1.2'): [string, string][] => [
  ['Metadata-Version', '2.4'],
  ['Name', name],
  ['Version', version],
  ...(requires === undefined ? [] : [['Requires-Python', requires] as [string, string]]),
];

test.each([
  ['the same', '>=3.11', '>=3.11'],
  ['white space', '>=3.11, <4', '>= 3.11,<4'],
  ['another order', '<4,>=3.11', '>=3.11,<4'],
  ['nothing said', undefined, '>=3.11'],
  ['nothing said of none', undefined, undefined],
  ['none of none', null, undefined],
  ['empty of none', '', undefined],
])('%s is no difference', (_, requiresPython, held) => {
  expect(findIndexDifferences({ file: FILE, requiresPython }, VERSION, metadata(held))).toEqual([]);
});

test.each([
  [
    'another range',
    '>=2.7',
    metadata('>=3.11'),
    'Requires-Python ">=2.7" of acme_sdk-1.2.0-py3-none-any.whl, its metadata ">=3.11"',
  ],
  ['a range that the file has not', '>=3.11', metadata(undefined), 'its metadata ""'],
  ['none, where the file has one', null, metadata('>=3.11'), 'Requires-Python ""'],
  ['a part of the range', '>=3.11', metadata('>=3.11,<4'), '">=3.11,<4"'],
  ['another name', undefined, metadata(undefined, 'acme-other'), 'has the name "acme-other"'],
  ['another version', undefined, metadata(undefined, 'acme-sdk', '1.2.1'), 'has the version "1.2.1"'],
  ['no metadata', undefined, [], 'has the version ""'],
] as const)('%s is a difference', (_, requiresPython, held, difference) => {
  expect(findIndexDifferences({ file: FILE, requiresPython }, VERSION, held).join()).toContain(difference);
});

test('a range is a set of specifiers', () => {
  const specifiers = fc.uniqueArray(fc.constantFrom('>=3.9', '<4', '!=3.10.*', '~=3.8'), { minLength: 1 });
  fc.assert(
    fc.property(specifiers, specifiers, (one, other) => {
      const found = findIndexDifferences(
        { file: FILE, requiresPython: one.join(' , ') },
        VERSION,
        metadata(other.join(',')),
      );
      expect(found.length === 0).toBe(one.toSorted().join() === other.toSorted().join());
    }),
  );
});
