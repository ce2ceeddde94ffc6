import { topOf } from './import-findings.ts';
import type { InstalledReport } from './installed-report.ts';

/**
 * A sentence for each module that is imported and that no requirement of the distribution's own brings: users get it
 * too, for as long as what brings it goes on to do so.
 */
export function transitiveImports(report: InstalledReport): string[] {
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
