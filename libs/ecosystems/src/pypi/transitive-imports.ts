import { topOf } from './import-findings.ts';
import type { InstalledReport } from './installed-report.ts';

/**
 * Describes each imported module that no direct requirement brings. Users get it too, as long as some other dependency
 * brings it.
 */
export function describeTransitiveImports(report: InstalledReport): string[] {
  const declared = new Set(report.declared);
  const own = new Set(report.modules.map(topOf));
  return Object.entries(report.thirdParties).flatMap(([module, place]) => {
    const bringers = report.providers[module] ?? [];
    if (own.has(module) || bringers.length === 0 || bringers.some((one) => declared.has(one))) return [];
    return [
      `${place} imports ${module}, which only comes with a dependency's own dependencies (${bringers.join(', ')}). Declare it.`,
    ];
  });
}
