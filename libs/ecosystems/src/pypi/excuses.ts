import { type ImportFinding, listPackagesAbove, topOf } from './import-findings.ts';
import type { InstalledReport } from './installed-report.ts';

/** Explains why a finding need not work on this machine, whatever is installed; undefined if it may have to work. */
export function plainExcuseOf(finding: ImportFinding, report: InstalledReport): string | undefined {
  const { kind, failure, module, why } = finding;
  if (failure?.elsewhere != null) return failure.elsewhere;
  if (kind === 'module' && report.tests.includes(module)) return `it is a test: ${why}`;
  return kind === 'module' && report.templates.includes(module) ? `it is a template: ${why}` : undefined;
}

/** Explains why a finding that works with no extra need not work either; undefined if it must work. */
export function excuseWithoutExtras(finding: ImportFinding, report: InstalledReport): string | undefined {
  if (finding.kind === 'module' && isOwnAppeal(finding)) return finding.why;
  const host = hostOf(finding, report);
  return host === undefined ? undefined : `it needs ${host}, which loads it as a plugin`;
}

/**
 * Whether a module below the top level catches a third party's absence and then asks for it in its own error. Such a
 * module is optional, even if no extra declares the third party.
 */
function isOwnAppeal({ module, missing, failure }: ImportFinding): boolean {
  const asking = failure?.asked_by;
  if (asking == null || !module.includes('.')) return false;
  if (missing.some((name) => topOf(name) === topOf(module))) return false;
  const family = asking.split('.').slice(0, -1).join('.');
  return asking === module || (family.includes('.') && `${module}.`.startsWith(`${family}.`));
}

/** Returns the missing program that loads this module as its plugin: `pytest` for the group `pytest11`. */
function hostOf({ module, missing }: ImportFinding, report: InstalledReport): string | undefined {
  const [host] = missing.map(hostNameOf);
  return host !== undefined && isPlugin(module, host, report) ? host : undefined;
}

/** Returns the program that owns a module: pytest's plugins use its private package too. */
export function hostNameOf(module: string): string {
  const top = topOf(module);
  return top === '_pytest' ? 'pytest' : top;
}

/**
 * Whether only a host loads a module. An entry point of the host's groups leads to such a module, or it defines
 * fixtures or hooks of pytest, or it is a part of one that does.
 */
export function isPlugin(module: string, host: string, report: InstalledReport): boolean {
  const named = report.entryPoints
    .filter(({ group }) => group.toLowerCase().startsWith(host.toLowerCase()))
    .map((entryPoint) => entryPoint.module);
  const fixtures = host === 'pytest' ? report.plugins.filter((plugin) => plugin.includes('.')) : [];
  return [...named, ...fixtures].some((plugin) => partsOf(plugin, report.used).has(module));
}

/**
 * Collects the private parts of a plugin: its module, the packages below the top level that contain it, and what it
 * imports of them. A public module that it imports has users of its own.
 */
function partsOf(plugin: string, used: InstalledReport['used']): Set<string> {
  const holding = listPackagesAbove(plugin).filter((above) => above.includes('.'));
  const [family] = holding;
  const isOwn = (module: string): boolean =>
    /(^|\.)_/.test(module) || (family !== undefined && `${module}.`.startsWith(`${family}.`));
  const parts = new Set<string>(holding);
  const next = [plugin];
  for (let module = next.pop(); module !== undefined; module = next.pop()) {
    if (parts.has(module)) continue;
    parts.add(module);
    next.push(...(used[module] ?? []).filter(isOwn));
  }
  return parts;
}
