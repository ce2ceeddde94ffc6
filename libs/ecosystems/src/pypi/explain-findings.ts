import path from 'node:path';
import type { SmokeRequest } from '../ecosystem.ts';
import { type DistributionKind, onlyKind } from './distribution-kind.ts';
import { excuseWithoutExtras, plainExcuseOf } from './excuses.ts';
import { type ImportFinding, topOf } from './import-findings.ts';
import type { InstalledReport } from './installed-report.ts';
import { listModulesElsewhere, listRequirementsElsewhere } from './other-platform.ts';
import { secondPass } from './second-pass.ts';
import type { Uv } from './uv.ts';

export interface ExplainRequest {
  readonly request: SmokeRequest;
  readonly uv: Uv;
  readonly kind: DistributionKind;
  /** The interpreter of the environment without extras. */
  readonly python: string;
  /** The report of that environment. */
  readonly report: InstalledReport;
  readonly findings: readonly ImportFinding[];
}

export interface Explanation {
  /** Findings that fail and must work. */
  readonly left: readonly ImportFinding[];
  /** The keys of findings that fail and need not work. */
  readonly explained: ReadonlySet<string>;
}

/**
 * Explains findings that need not work here. The SDK may ask to leave them out, they may work with an extra, or another
 * platform or host must bring them. Reports the parts that can't run here to the request.
 */
export async function explainFindings(given: ExplainRequest): Promise<Explanation> {
  const { request, report, findings } = given;
  const { skip, notRun, warn } = request;
  for (const [module, reason] of Object.entries(skip)) {
    if (isThere(module, report)) notRun(module, reason);
    else warn('smoke.skip', `${module} is listed, but not packed. Remove it from workspace.json.`);
  }
  let left = [...findings];
  /** Removes the findings that have a reason. */
  const explain = (reasonOf: (finding: ImportFinding) => string | undefined): void => {
    left = left.filter((finding) => {
      const reason = reasonOf(finding);
      if (reason !== undefined) notRun(nameOf(finding), reason);
      return reason === undefined;
    });
  };
  explain((finding) => plainExcuseOf(finding, report));
  if (left.length > 0) {
    const second = await runSecondPass(given, left);
    left = [...second.left];
    explain((finding) => plainExcuseOf(finding, report) ?? excuseWithoutExtras(finding, report));
    if (left.length > 0) {
      const elsewhere = await findBringersElsewhere(given, left, second.failed);
      explain(({ missing: [first = ''] }) => elsewhere.get(topOf(first)));
    }
    left = left.map((finding) => withFailedExtras(finding, second.failed));
  }
  const keys = new Set(left.map(({ key }) => key));
  return { left, explained: new Set(findings.map(({ key }) => key).filter((key) => !keys.has(key))) };
}

async function runSecondPass(
  { request, uv, kind, python, report }: ExplainRequest,
  findings: readonly ImportFinding[],
): ReturnType<typeof secondPass> {
  const { packed, sandbox, skip, log, warn } = request;
  const { name, version } = packed;
  const second = await secondPass({
    ...{ uv, python, name, version, findings, first: report },
    only: onlyKind(kind, name),
    folder: path.join(sandbox, `${kind}-with-extras`),
    skipped: Object.keys(skip),
  });
  for (const { finding, needs } of second.optional) {
    log(`${finding.what} works with ${needs}`);
    if (isCommand(finding)) warn(`${kind} entry points`, `the command of ${finding.what} needs ${needs}`);
  }
  return second;
}

/** For each missing module that a requirement for another platform brings: why that is not installed here. */
async function findBringersElsewhere(
  { request, uv, kind, python, report }: ExplainRequest,
  findings: readonly ImportFinding[],
  failed: ReadonlyMap<string, string>,
): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  if (findings.every(({ missing }) => missing.length === 0)) return found;
  const folder = path.join(request.sandbox, `${kind}-elsewhere`);
  for (const elsewhere of listRequirementsElsewhere(report, new Set(failed.keys()))) {
    const { text } = elsewhere.requirement;
    for (const module of await listModulesElsewhere(elsewhere, { uv, python, folder }))
      found.set(module, `it needs ${module} of ${text}, which is for ${elsewhere.platforms.join(' or ')}`);
  }
  return found;
}

function withFailedExtras(finding: ImportFinding, failed: ReadonlyMap<string, string>): ImportFinding {
  if (finding.missing.length === 0 || failed.size === 0) return finding;
  const reasons = [...failed].map(
    ([extra, why]) => `${extra} can't be installed here (${why.split('\n')[0]})`,
  );
  return { ...finding, why: `${finding.why}; ${reasons.join('; ')}` };
}

function isCommand({ kind, key }: ImportFinding): boolean {
  return kind === 'entry point' && /^(console|gui)_scripts /.test(key);
}

function nameOf({ kind, module, what }: ImportFinding): string {
  return kind === 'import' ? what : module;
}

function isThere(module: string, { modules, mains }: InstalledReport): boolean {
  return [...modules, ...mains].some((one) => one === module || one.startsWith(`${module}.`));
}
