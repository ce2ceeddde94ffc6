import { snapshotNumber } from '@ameideio/version-manifest';
import fc from 'fast-check';
import semver from 'semver';
import { expect, test } from 'vitest';
import { BASE, SNAPSHOT } from './fixture.ts';
import type { Suite } from './suite.ts';

const number = fc.integer({ min: 0, max: 999_999_999 });
const bases = fc.tuple(number, number, number).map((numbers) => numbers.join('.'));
/** From the year 1000 to the year 9999, in seconds. */
const moments = fc.integer({ min: -30_610_224_000, max: 253_402_300_799 });
const snapshots = moments.map(snapshotNumber);

export function spelling({ ecosystem, fixture }: Suite): void {
  const { spell } = ecosystem;
  const { compareVersions: compare } = fixture;
  const release = (base: string): string => spell({ base, snapshot: undefined });

  const versions = [
    ['a release', { base: BASE, snapshot: undefined }, fixture.spelled.release],
    ['a snapshot', { base: BASE, snapshot: SNAPSHOT }, fixture.spelled.snapshot],
  ] as const;

  test.each(versions)('%s is spelled, and read back', (_, version, spelled) => {
    expect(ecosystem.spell(version)).toBe(spelled);
    expect(ecosystem.parse(spelled)).toEqual(version);
  });

  test.each([
    '1.2',
    '1.2.3.4',
    'v1.2.3',
    '01.2.3',
    '1.2.3-rc.1',
    '1.2.3rc1',
    '1.2.3-1',
    '1.2.3+b',
    '1!1.2.3',
    '',
  ])('the base version "%s" is refused, with the rule', (base) => {
    expect(() => ecosystem.spell({ base, snapshot: undefined })).toThrow(
      expect.objectContaining({
        code: 'VERSION_NOT_SPELLABLE',
        message: expect.stringContaining(`"${base}"`),
      }),
    );
  });

  test.each(['', '1', '2026010203040', '202601020304055', '0026010203040', '2026-01-02'])(
    'the snapshot number "%s" is refused',
    (snapshot) => {
      expect(() => ecosystem.spell({ base: BASE, snapshot })).toThrow(
        expect.objectContaining({ code: 'VERSION_NOT_SPELLABLE' }),
      );
    },
  );

  test('any version is read back as it was', () => {
    fc.assert(
      fc.property(bases, fc.option(snapshots, { nil: undefined }), (base, snapshot) => {
        expect(ecosystem.parse(spell({ base, snapshot }))).toEqual({ base, snapshot });
      }),
    );
  });

  test('a version that the ecosystem does not write is not read', () => {
    const near = fc.tuple(
      fc.constantFrom('', 'v', 'V'),
      fc.oneof(bases, fc.constantFrom('01.2.3', '1.2')),
      fc.constantFrom('', '-dev.', '.dev', '-', '.', '+'),
      fc.oneof(snapshots, fc.constantFrom('', '1', '02026010203040', '202601020304056')),
    );
    fc.assert(
      fc.property(
        near.map((parts) => parts.join('')),
        (text) => {
          const version = ecosystem.parse(text);
          if (version !== undefined) expect(spell(version)).toBe(text);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('a snapshot sorts below its base and above every lower base', () => {
    fc.assert(
      fc.property(bases, bases, snapshots, (base, other, snapshot) => {
        const spelled = spell({ base, snapshot });
        expect(compare(spelled, release(base))).toBe(-1);
        fc.pre(semver.lt(other, base));
        expect(compare(spelled, release(other))).toBe(1);
      }),
    );
  });

  test('a later snapshot sorts later, each second another one', () => {
    fc.assert(
      fc.property(bases, moments, moments, (base, one, other) => {
        const spelled = (moment: number): string => spell({ base, snapshot: snapshotNumber(moment) });
        expect(compare(spelled(one), spelled(other))).toBe(Math.sign(one - other));
      }),
      { examples: [['1.2.3', 1_767_225_599, 1_767_225_600]] },
    );
  });

  test('bases sort as in every other ecosystem', () => {
    fc.assert(
      fc.property(bases, bases, (one, other) => {
        expect(compare(release(one), release(other))).toBe(semver.compare(one, other));
      }),
    );
  });
}
