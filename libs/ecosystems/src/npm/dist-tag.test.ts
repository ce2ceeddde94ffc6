import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chooseDistTag } from './dist-tag.ts';

describe('distTag', () => {
  test.each([
    ['1.2.3-dev.20260101000000', [], 'dev'],
    ['1.2.3-dev.20260101000000', ['1.2.3'], 'dev'],
    ['1.2.3', [], 'latest'],
    ['1.2.3', ['1.2.4-dev.20260101000000', '2.0.0-rc.1'], 'latest'],
    ['1.2.3', ['1.2.3'], 'latest'],
    ['1.10.0', ['1.9.0'], 'latest'],
    ['1.2.3', ['1.2.4'], 'latest-1.2'],
    ['1.2.3', ['2.0.0', '1.0.0'], 'latest-1.2'],
  ])('%s beside %j gets %s', (version, served, tag) => {
    expect(chooseDistTag(version, served)).toBe(tag);
  });

  test('"latest" never goes back, in whatever order releases are published', () => {
    const release = fc.tuple(fc.nat(3), fc.nat(12), fc.nat(12)).map((parts) => parts.join('.'));
    fc.assert(
      fc.property(fc.uniqueArray(release, { minLength: 1 }), (releases) => {
        const latest = releases.filter(
          (version, index) => chooseDistTag(version, releases.slice(0, index)) === 'latest',
        );
        const byNumber = (a: string, b: string) => a.localeCompare(b, 'en', { numeric: true });
        expect(latest).toEqual(latest.toSorted(byNumber));
        expect(latest.at(-1)).toBe(releases.toSorted(byNumber).at(-1));
      }),
    );
  });
});
