import { expect, test } from 'vitest';
import { latestOf } from './smoke.ts';

test.each([
  [[], undefined],
  [['v1.0.0'], 'v1.0.0'],
  [['v1.9.0', 'v1.10.0', 'v1.2.0'], 'v1.10.0'],
  [['v1.0.0', 'v1.1.0-dev.20260102030405'], 'v1.0.0'],
  [['v1.1.0-dev.20260102030406', 'v1.1.0-dev.20260102030405'], 'v1.1.0-dev.20260102030406'],
])('the latest of %j is %s', (versions, latest) => {
  expect(latestOf(versions)).toBe(latest);
});
