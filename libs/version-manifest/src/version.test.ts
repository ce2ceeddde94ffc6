import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  baseVersionSchema,
  checkVersion,
  SNAPSHOT_NUMBER,
  snapshotNumber,
  snapshotTime,
  versionOf,
} from './version.ts';

/** From the year 1000 to the year 9999, in seconds. */
const moments = fc.integer({ min: -30_610_224_000, max: 253_402_300_799 });
const snapshots = moments.map(snapshotNumber);

test('a snapshot number states its moment, to the second', () => {
  fc.assert(
    fc.property(moments, (moment) => {
      expect(snapshotTime(snapshotNumber(moment))).toEqual(new Date(moment * 1000));
    }),
  );
  expect(snapshotTime('20261332000000')).toBeUndefined();
  expect(snapshotTime('')).toBeUndefined();
});

test('parts make a version where an SDK can have it', () => {
  expect(versionOf('1.2.3', undefined)).toEqual({ base: '1.2.3', snapshot: undefined });
  expect(versionOf('1.2.3', '20260102030405')).toEqual({ base: '1.2.3', snapshot: '20260102030405' });
  for (const [base, snapshot] of [
    [undefined, undefined],
    ['1.2', undefined],
    ['01.2.3', undefined],
    ['1.2.3', '1'],
  ])
    expect(versionOf(base, snapshot)).toBeUndefined();
});

test.each([
  [0, '19700101000000'],
  [1_767_323_045, '20260102030405'],
  [1_767_225_599, '20251231235959'],
])('the snapshot number of second %i is %s', (seconds, snapshot) => {
  expect(snapshotNumber(seconds)).toBe(snapshot);
});

test('a snapshot number is one that every ecosystem orders as a number', () => {
  fc.assert(
    fc.property(snapshots, (snapshot) => {
      expect(snapshot).toMatch(SNAPSHOT_NUMBER);
      expect(Number(snapshot)).toBeLessThan(Number.MAX_SAFE_INTEGER);
    }),
  );
});

test.each([
  ['1.2.3+build', 'has "+build" metadata'],
  ['v1.2.3', 'starts with "v"'],
  ['1!1.2.3', 'has a PEP 440 epoch'],
  ['1.2.3-1', 'ends in "-N", a post release in PEP 440'],
  ['1.2.3-alpha.1', 'is a pre- or post-release'],
  ['1.2.3rc1', 'is a pre- or post-release'],
  ['1.2.3.dev1', 'is a pre- or post-release'],
  ['1.2.3.post1', 'is a pre- or post-release'],
  ['01.2.3', 'has a leading zero'],
  ['1.2.03', 'has a leading zero'],
  ['1.2.9007199254740993', 'has a number of more than 9 digits'],
  ['1.2', 'is not X.Y.Z'],
  ['1.2.3.4', 'is not X.Y.Z'],
  ['1.2.x', 'is not X.Y.Z'],
  ['1.2.3\n', 'is not X.Y.Z'],
  [' 1.2.3', 'is not X.Y.Z'],
  ['latest', 'is not X.Y.Z'],
  ['', 'is not X.Y.Z'],
])('the base "%s" is refused, since it %s', (base, rule) => {
  expect(() => checkVersion({ base, snapshot: undefined })).toThrow(
    expect.objectContaining({
      code: 'VERSION_NOT_SPELLABLE',
      message: expect.stringContaining(`The base version "${base}" ${rule}`),
    }),
  );
  expect(baseVersionSchema.safeParse(base).success).toBe(false);
});

test.each([
  '',
  '1',
  '2026010203040',
  '202601020304056',
  '02026010203040',
  '2026010203040x',
  '20260102030405\n',
])('the snapshot number "%s" is refused', (snapshot) => {
  expect(() => checkVersion({ base: '1.2.3', snapshot })).toThrow(
    expect.objectContaining({
      code: 'VERSION_NOT_SPELLABLE',
      message: expect.stringContaining('14 digits'),
    }),
  );
});
