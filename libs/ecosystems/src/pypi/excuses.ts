import { type ImportFinding, packagesAbove, topOf } from './import-findings.ts';
import type { InstalledReport } from './installed-report.ts';

/** Why something need not work on this machine, whatever is installed; undefined if it may have to. */
export function plainExcuseOf(finding: ImportFinding, report: InstalledReport): string | undefined {
  const { kind, failure, module, why } = finding;
  if (failure?.elsewhere != null) return failure.elsewhere;
  if (kind === 'module' && report.tests.includes(module)) return `it is a test: ${why}`;
  return kind === 'module' && report.templates.includes(module) ? `it is a template: ${why}` : undefined;
}

/** Why something that works with no extra need not work either; undefined if it must. */
export function excuseWithoutExtras(finding: ImportFinding, report: InstalledReport): string | undefined {
  if (finding.kind === 'module' && isOwnAppeal(finding)) return finding.why;
  const host = hostOf(finding, report);
  return host === undefined ? undefined : `it needs ${host}, which loads it as a plugin`;
}

/**
 * A module below the top that catches the absence of a third party and then asks for it in its own words is an optional
 * part, though no extra declares it.
 */
function isOwnAppeal({ module, missing, failure }: ImportFinding): boolean {
  const asking = failure?.asked_by;
  if (asking == null || !module.includes('.')) return false;
  if (missing.some((name) => topOf(name) === topOf(module))) return false;
  const family = asking.split('.').slice(0, -1).join('.');
  return asking === module || (family.includes('.') && `${module}.`.startsWith(`${family}.`));
}

/** The program that loads this module as its plugin, and that it can't find: `pytest` for the group `pytest11`. */
function hostOf({ module, missing }: ImportFinding, report: InstalledReport): string | undefined {
  const [host] = missing.map(hostNameOf);
  return host !== undefined && isPlugin(module, host, report) ? host : undefined;
}

/** The program that has a module: pytest's plugins use its private package too. */
export function hostNameOf(module: string): string {
  const top = topOf(module);
  return top === '_pytest' ? 'pytest' : top;
}

/**
 * Whether a host alone loads a module: an entry point of one of the host's groups leads to it, it defines fixtures or
 * hooks of pytest, or it is a part of such a module.
 */
export function isPlugin(module: string, host: string, report: InstalledReport): boolean {
  const named = report.entryPoints
    .filter(({ group }) => group.toLowerCase().startsWith(host.toLowerCase()))
    .map((entryPoint) => entryPoint.module);
  const fixtures = host === 'pytest' ? report.plugins.filter((plugin) => plugin.includes('.')) : [];
  return [...named, ...fixtures].some((plugin) => partsOf(plugin, report.used).has(module));
}

/**
 * A plugin's module, the packages below the top that hold it, and what it imports of its own family: modules of such a
 * package, and private ones. A public module that it imports has users of its own.
 */
function partsOf(plugin: string, used: InstalledReport['used']): Set<string> {
  const holding = packagesAbove(plugin).filter((above) => above.includes('.'));
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
