import { expect, test } from 'vitest';
import type { MirrorEntry } from '../workspace/mirror-report.ts';
import { mirrorTable } from './mirror-table.ts';

const entry = { ecosystem: 'npm', wanted: 'left', registry: 'http://registry.test' };
const left = { name: 'left', version: '1.0.0', integrity: 'sha512-x' };
const cached = (first: number): MirrorEntry => ({
  ...entry,
  outcome: 'cached',
  package: left,
  requests: { first, control: 1 },
});

test.each([
  [cached(3), 'left 1.0.0 passed passed proved (3 requests, then 0)'],
  [cached(1), 'left 1.0.0 passed passed proved (1 request, then 0)'],
  [
    { ...entry, outcome: 'not provable' as const, package: left, why: 'nobody counts' },
    'left 1.0.0 passed passed cache not provable',
  ],
  [{ ...entry, outcome: 'failed' as const, fetch: 'first' as const, why: '404' }, 'left – FAILED not run –'],
  [{ ...entry, outcome: 'failed' as const, fetch: 'second' as const, why: '404' }, 'left – passed FAILED –'],
  [{ wanted: 'left', ended: 'not run' }, 'left – not run not run –'],
])('%o', (mirror, row) => {
  const [, , line] = mirrorTable([mirror]).split('\n');
  expect(line?.replaceAll(/ {2,}/g, ' ')).toBe(row);
});
