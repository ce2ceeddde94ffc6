import { expect, test } from 'vitest';
import { withoutSkipped } from './skip-packages.ts';

const PACKAGES = {
  importable: ['example.com/sdk', 'example.com/sdk/device'],
  programs: ['example.com/sdk/cmd/flash'],
  excluded: [{ importPath: 'example.com/sdk/registry', reason: 'for another platform' }],
};

test.each([
  ['example.com/sdk/device', 'example.com/sdk/device'],
  ['device', 'example.com/sdk/device'],
  ['./device/', 'example.com/sdk/device'],
  ['.', 'example.com/sdk'],
  ['cmd/flash', 'example.com/sdk/cmd/flash'],
  ['registry', 'example.com/sdk/registry'],
])('"%s" skips %s, with its reason', (key, importPath) => {
  const reports: string[] = [];
  const { importable, programs, excluded } = withoutSkipped(PACKAGES, 'example.com/sdk', {
    skip: { [key]: 'needs the device' },
    notRun: (what, reason) => reports.push(`${what}: ${reason}`),
    warn: (_, message) => reports.push(message),
  });
  expect(reports).toEqual([`${importPath}: needs the device`]);
  const left = [...importable, ...programs, ...excluded.map((one) => one.importPath)];
  expect(left).toHaveLength(3);
  expect(left).not.toContain(importPath);
});

test.each(['devices', 'internal/gen', '../other', 'device/deeper'])(
  '"%s" skips nothing, and says so',
  (key) => {
    const reports: string[] = [];
    const kept = withoutSkipped(PACKAGES, 'example.com/sdk', {
      skip: { [key]: 'no reason' },
      notRun: (what) => reports.push(what),
      warn: (check, message) => reports.push(`${check}: ${message}`),
    });
    expect(kept).toEqual(PACKAGES);
    expect(reports).toEqual([
      expect.stringMatching(`^smoke.skip: "${key}" is no package of example.com/sdk `),
    ]);
  },
);
