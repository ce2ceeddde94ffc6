import path from 'node:path';
import { hostNameOf, isPlugin } from './excuses.ts';
import { isAddedBy, orderExtras } from './extras.ts';
import { type ImportFinding, listImportFindings, listPackagesAbove } from './import-findings.ts';
import { type InstalledReport, inspectInstalled } from './installed-report.ts';
import type { Uv } from './uv.ts';

export interface SecondPassRequest {
  readonly uv: Uv;
  /** The interpreter of the first pass. */
  readonly python: string;
  readonly name: string;
  readonly version: string;
  /** The arguments that make uv install the same kind of file as the first pass. */
  readonly only: readonly string[];
  /** The path of a folder to create. */
  readonly folder: string;
  readonly skipped: readonly string[];
  /** The report of the first pass. */
  readonly first: InstalledReport;
  readonly findings: readonly ImportFinding[];
}

/** A finding that works once an extra, or pytest, is installed. */
export interface OptionalPart {
  readonly finding: ImportFinding;
  /** The description: `the extra yaml`. */
  readonly needs: string;
}

export interface SecondPass {
  /** Findings that work with none of the extras. */
  readonly left: readonly ImportFinding[];
  /** Findings that work with one of the extras. */
  readonly optional: readonly OptionalPart[];
  /** Extras that can't be installed here, each with its reason. */
  readonly failed: ReadonlyMap<string, string>;
}

interface Step {
  readonly what: string;
  readonly extra: string | undefined;
  readonly requirements: readonly string[];
}

/**
 * Installs the extras one after another, the likeliest first, until every finding works: a part that works with an
 * extra is optional. A plugin of pytest also gets pytest, which is installed wherever the plugin is loaded.
 */
export async function secondPass(request: SecondPassRequest): Promise<SecondPass> {
  const { uv, folder, name, first, only } = request;
  const optional: OptionalPart[] = [];
  const failed = new Map<string, string>();
  let left = request.findings;
  let python: string | undefined;
  for (const step of stepsFor(request)) {
    if (left.length === 0) break;
    const { what, requirements } = step;
    if (step.extra === undefined && !left.some((finding) => wantsPytest(finding, first))) continue;
    python ??= await uv.venv(folder, request.python);
    try {
      await uv.fetch(path.dirname(folder), 'pip', 'install', '--python', python, ...only, ...requirements);
    } catch (cause) {
      failed.set(step.extra ?? what, cause instanceof Error ? cause.message : String(cause));
      continue;
    }
    const report = await inspectInstalled({ uv, python, name, folder, skipped: request.skipped });
    const now = new Map(listImportFindings(report).map((finding) => [finding.key, finding]));
    const works = left.filter(
      (finding) => !now.has(finding.key) && isBroughtBy(step, finding, request, report),
    );
    optional.push(...works.map((finding) => ({ finding, needs: what })));
    // The first pass could not see into a package that can be imported only now.
    const hidden = [...now.values()].filter((finding) => wasHidden(finding, request, left));
    left = [...left.filter((finding) => !works.includes(finding)), ...hidden];
  }
  return { left, optional, failed };
}

function isBroughtBy(
  { extra }: Step,
  finding: ImportFinding,
  { first }: SecondPassRequest,
  now: InstalledReport,
): boolean {
  return extra === undefined ? wantsPytest(finding, first) : isAddedBy(extra, finding, now);
}

/** Whether the first pass could not see a finding because the module's package failed. */
function wasHidden(
  { key, module, kind }: ImportFinding,
  { first, findings }: SecondPassRequest,
  left: readonly ImportFinding[],
): boolean {
  if ([...findings, ...left].some((known) => known.key === key)) return false;
  const failed = (one: string): boolean => first.failures[one] !== undefined;
  return listPackagesAbove(module).some(failed) || (kind === 'import' && failed(module));
}

function stepsFor({ name, version, first, findings }: SecondPassRequest): Step[] {
  const extras = orderExtras(first, findings).map((extra) => ({
    what: `the extra ${extra}`,
    extra,
    requirements: [`${name}[${extra}]==${version}`],
  }));
  return [...extras, { what: 'pytest', extra: undefined, requirements: [`${name}==${version}`, 'pytest'] }];
}

function wantsPytest({ module, missing }: ImportFinding, report: InstalledReport): boolean {
  return (
    missing[0] !== undefined && hostNameOf(missing[0]) === 'pytest' && isPlugin(module, 'pytest', report)
  );
}
