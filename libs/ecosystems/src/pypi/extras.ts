import { type ImportFinding, topOf } from './import-findings.ts';
import type { InstalledReport } from './installed-report.ts';
import { normalisedName } from './requirement.ts';

/**
 * Extras for the package's own developers. A module that only the dependencies of their requirements bring is not for
 * users.
 */
const FOR_DEVELOPERS = new Set([
  ...[
    'build',
    'ci',
    'dev',
    'develop',
    'development',
    'doc',
    'docs',
    'lint',
    'release',
    'test',
    'testing',
    'tests',
  ],
  ...['type', 'types', 'typing'],
]);

/** Orders the extras to try: those that seem to bring a missing module come first. */
export function orderExtras(report: InstalledReport, findings: readonly ImportFinding[]): string[] {
  const likely = [
    ...new Set(findings.flatMap(({ missing }) => missing.map((name) => normalisedName(topOf(name))))),
  ];
  const words = findings.map(({ why }) => why).join('\n');
  const rank = (extra: string): number => {
    const brings = report.requirements.filter((one) => one.extra === extra);
    if (words.includes(`[${extra}]`)) return 0;
    if (brings.some(({ name }) => likely.includes(name))) return 1;
    if (brings.some(({ name }) => likely.some((one) => name.includes(one) || one.includes(name)))) return 2;
    if (likely.includes(extra)) return 3;
    return FOR_DEVELOPERS.has(extra) ? 5 : 4;
  };
  return report.extras.toSorted((a, b) => rank(a) - rank(b));
}

/** Whether an extra that is now installed declares a distribution that brings a missing module. */
export function isAddedBy(extra: string, { missing }: ImportFinding, now: InstalledReport): boolean {
  const [first] = missing;
  if (first === undefined || !FOR_DEVELOPERS.has(extra)) return true;
  return (now.providers[topOf(first)] ?? []).some((provider) => now.declared.includes(provider));
}
