import fc from 'fast-check';
import semver from 'semver';
import { describe, expect, test } from 'vitest';
import { aliasTarget, sourceOf } from './requirement-source.ts';

describe('sourceOf', () => {
  test.each([
    ['^1.2.3', 'range'],
    ['1.2.3-dev.20260101000000', 'range'],
    ['>=1 <3 || 5.x', 'range'],
    ['', 'range'],
    ['*', 'range'],
    ['latest', 'tag'],
    ['dev', 'tag'],
    ['npm:other@^1', 'alias'],
    ['npm:@scope/other@latest', 'alias'],
    ['npm:../other', 'elsewhere'],
    ['catalog:', 'elsewhere'],
    ['jsr:@scope/other@1', 'elsewhere'],
    ['two words', 'elsewhere'],
    ['C:\\sdk', 'elsewhere'],
    ['workspace:*', 'elsewhere'],
    ['workspace:^1.2.3', 'elsewhere'],
    ['file:../sdk', 'elsewhere'],
    ['link:../sdk', 'elsewhere'],
    ['portal:../sdk', 'elsewhere'],
    ['../sdk', 'elsewhere'],
    ['..', 'elsewhere'],
    ['~/sdk', 'elsewhere'],
    ['/srv/sdk', 'elsewhere'],
    ['sdk.tgz', 'elsewhere'],
    ['owner/repository', 'elsewhere'],
    ['github:owner/repository', 'elsewhere'],
    ['git+ssh://git@example.com/sdk.git#v1', 'elsewhere'],
    ['git@example.com:owner/sdk.git', 'elsewhere'],
    ['https://example.com/sdk.tgz', 'elsewhere'],
  ])('%j is %s', (spec, source) => {
    expect(sourceOf(spec)).toBe(source);
  });

  test('no text with a scheme or a path passes as a range or a tag', () => {
    const outside = fc
      .tuple(fc.string(), fc.constantFrom(':', '/'), fc.string())
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(outside, (spec) => {
        // In its loose mode, which npm uses, semver drops some words: ": 0" is a range.
        fc.pre(semver.validRange(spec.trim(), true) === null);
        return ['alias', 'elsewhere'].includes(sourceOf(spec));
      }),
      { examples: [[': 0']] },
    );
  });
});

test.each([
  ['npm:other@^1', 'other'],
  ['npm:@scope/other@1.2.3', '@scope/other'],
  ['npm:@scope/other', '@scope/other'],
  ['^1.2.3', undefined],
])('%j stands for %s', (spec, name) => {
  expect(aliasTarget(spec)).toBe(name);
});
