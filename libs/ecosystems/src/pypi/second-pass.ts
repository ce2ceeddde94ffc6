import path from 'node:path';
import { isPlugin } from './excuses.ts';
import { addedBy, orderedExtras } from './extras.ts';
import { type ImportFinding, importFindings, topOf } from './import-findings.ts';
import { type InstalledReport, inspectInstalled } from './installed-report.ts';
import type { Uv } from './uv.ts';

export interface SecondPassRequest {
  readonly uv: Uv;
  /** The interpreter that the first pass ran with. */
  readonly python: string;
  readonly name: string;
  readonly version: string;
  /** What makes uv install the kind of file that the first pass has installed. */
  readonly only: readonly string[];
  /** A folder that does not exist. */
  readonly folder: string;
  readonly skipped: readonly string[];
  /** What the first pass found. */
  readonly first: InstalledReport;
  readonly findings: readonly ImportFinding[];
}

export interface SecondPass {
  /** What works with none of the extras. */
  readonly left: readonly ImportFinding[];
  /** What was installed for it, in words: `the extra yaml`. */
  readonly installed: readonly string[];
  /** Extras that can't be installed here, each with its reason. */
  readonly failed: ReadonlyMap<string, string>;
}

interface Step {
  readonly what: string;
  readonly extra: string | undefined;
  readonly requirements: readonly string[];
}

/**
 * Installs the extras one after another, the likeliest first, until what fails without them works: an optional part is
 * no required one. A plugin of pytest gets pytest, which is there wherever the plugin is loaded.
 */
export async function secondPass(request: SecondPassRequest): Promise<SecondPass> {
  const { uv, folder, name, first, only } = request;
  const installed: string[] = [];
  const failed = new Map<string, string>();
  let left = request.findings;
  let python: string | undefined;
  for (const { what, extra, requirements } of stepsFor(request)) {
    if (left.length === 0) break;
    if (extra === undefined && !left.some((finding) => wantsPytest(finding, first))) continue;
    python ??= await uv.venv(folder, request.python);
    try {
      await uv.fetch(path.dirname(folder), 'pip', 'install', '--python', python, ...only, ...requirements);
    } catch (cause) {
      failed.set(extra ?? what, cause instanceof Error ? cause.message : String(cause));
      continue;
    }
    const now = await inspectInstalled({ uv, python, name, folder, skipped: request.skipped });
    const still = new Set(importFindings(now).map(({ key }) => key));
    const before = left.length;
    left = left.filter(
      (finding) =>
        still.has(finding.key) ||
        !(extra === undefined ? wantsPytest(finding, first) : addedBy(extra, finding, now)),
    );
    if (left.length < before) installed.push(what);
  }
  return { left, installed, failed };
}

function stepsFor({ name, version, first, findings }: SecondPassRequest): Step[] {
  const extras = orderedExtras(first, findings).map((extra) => ({
    what: `the extra ${extra}`,
    extra,
    requirements: [`${name}[${extra}]==${version}`],
  }));
  return [...extras, { what: 'pytest', extra: undefined, requirements: [`${name}==${version}`, 'pytest'] }];
}

function wantsPytest({ module, missing }: ImportFinding, report: InstalledReport): boolean {
  return missing[0] !== undefined && topOf(missing[0]) === 'pytest' && isPlugin(module, 'pytest', report);
}
