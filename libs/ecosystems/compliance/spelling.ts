import { parseVersion } from '@ameideio/version-manifest';
import { expect, test } from 'vitest';
import { BASE, SNAPSHOT } from './fixture.ts';
import type { Suite } from './suite.ts';

export function spelling({ ecosystem, fixture }: Suite): void {
  const versions = [
    ['a release', { base: BASE, snapshot: undefined }, fixture.spelled.release],
    ['a snapshot', { base: BASE, snapshot: SNAPSHOT }, fixture.spelled.snapshot],
  ] as const;

  test.each(versions)('%s is spelled, and read back', (_, version, spelled) => {
    expect(ecosystem.spell(version)).toBe(spelled);
    expect(parseVersion(spelled)).toEqual(version);
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
}
