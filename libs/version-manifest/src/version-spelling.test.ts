import * as pep440 from '@renovatebot/pep440';
import fc from 'fast-check';
import semver from 'semver';
import { describe, expect, test } from 'vitest';
import {
  baseVersionSchema,
  isRelease,
  parseVersion,
  SNAPSHOT_NUMBER,
  snapshotNumber,
  snapshotTime,
  spellGo,
  spellNpm,
  spellPypi,
} from './version-spelling.ts';

const number = fc.integer({ min: 0, max: 999_999_999 });
const bases = fc.tuple(number, number, number).map((numbers) => numbers.join('.'));
/** From the year 1000 to the year 9999, in seconds. */
const moments = fc.integer({ min: -30_610_224_000, max: 253_402_300_799 });
const snapshots = moments.map(snapshotNumber);

const spellings = [
  { id: 'npm', spell: spellNpm, compare: semver.compare },
  { id: 'go', spell: spellGo, compare: semver.compare },
  { id: 'pypi', spell: spellPypi, compare: pep440.compare },
];

describe.each(spellings)('as $id spells it', ({ spell, compare }) => {
  test('a version is read back as it was', () => {
    fc.assert(
      fc.property(bases, fc.option(snapshots, { nil: undefined }), (base, snapshot) => {
        expect(parseVersion(spell({ base, snapshot }))).toEqual({ base, snapshot });
        expect(isRelease(spell({ base, snapshot }))).toBe(snapshot === undefined);
      }),
    );
  });

  test('a snapshot tells its moment, to the second', () => {
    fc.assert(
      fc.property(bases, moments, (base, moment) => {
        const version = spell({ base, snapshot: snapshotNumber(moment) });
        expect(snapshotTime(version)).toEqual(new Date(moment * 1000));
        expect(snapshotTime(spell({ base, snapshot: undefined }))).toBeUndefined();
      }),
    );
    expect(snapshotTime(spell({ base: '1.2.3', snapshot: '20261332000000' }))).toBeUndefined();
  });

  test('a snapshot sorts below its base and above every lower base', () => {
    fc.assert(
      fc.property(bases, bases, snapshots, (base, other, snapshot) => {
        const spelled = spell({ base, snapshot });
        expect(compare(spelled, spell({ base, snapshot: undefined }))).toBe(-1);
        fc.pre(semver.lt(other, base));
        expect(compare(spelled, spell({ base: other, snapshot: undefined }))).toBe(1);
      }),
    );
  });

  test('a later snapshot sorts later, each second another one', () => {
    fc.assert(
      fc.property(bases, moments, moments, (base, one, other) => {
        const [first, second] = [one, other].map((moment) =>
          spell({ base, snapshot: snapshotNumber(moment) }),
        );
        expect(compare(first ?? '', second ?? '')).toBe(Math.sign(one - other));
      }),
      { examples: [['1.2.3', 1_767_225_599, 1_767_225_600]] },
    );
  });

  test('bases sort alike in every ecosystem', () => {
    fc.assert(
      fc.property(bases, bases, (one, other) => {
        const [first, second] = [one, other].map((base) => spell({ base, snapshot: undefined }));
        expect(compare(first ?? '', second ?? '')).toBe(semver.compare(one, other));
      }),
    );
  });
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
])('the base "%s" is refused in every ecosystem, since it %s', (base, rule) => {
  for (const { spell } of spellings)
    expect(() => spell({ base, snapshot: undefined })).toThrow(
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
])('the snapshot number "%s" is refused in every ecosystem', (snapshot) => {
  for (const { spell } of spellings)
    expect(() => spell({ base: '1.2.3', snapshot })).toThrow(
      expect.objectContaining({
        code: 'VERSION_NOT_SPELLABLE',
        message: expect.stringContaining('14 digits'),
      }),
    );
});

test('what none of the ecosystems writes is not read', () => {
  const dots = fc.constantFrom('', '-dev.', '.dev', '-', '.', '+');
  const numbers = fc.oneof(snapshots, fc.constantFrom('', '1', '02026010203040', '202601020304056'));
  const near = fc.tuple(
    fc.constantFrom('', 'v', 'V'),
    fc.oneof(bases, fc.constantFrom('01.2.3', '1.2')),
    dots,
    numbers,
  );
  fc.assert(
    fc.property(
      near.map((parts) => parts.join('')),
      (text) => {
        const version = parseVersion(text);
        if (version !== undefined) expect(spellings.map(({ spell }) => spell(version))).toContain(text);
        else expect(isRelease(text)).toBe(false);
      },
    ),
    { numRuns: 500 },
  );
});
