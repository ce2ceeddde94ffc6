import path from 'node:path';
import type { SmokeRequest } from '../ecosystem.ts';
import { type DistributionKind, onlyKind } from './distribution-kind.ts';
import { explainFindings } from './explain-findings.ts';
import { type ImportFinding, listImportFindings } from './import-findings.ts';
import { type InstalledReport, inspectInstalled } from './installed-report.ts';
import { describeTransitiveImports } from './transitive-imports.ts';
import type { Uv } from './uv.ts';

/** The limit of places that a message names. */
const NAMED = 10;

const REMEDY =
  'Pack it, declare the distribution that brings it (as a dependency or in an extra), or name the module in "smoke.skip" of workspace.json with the reason';

/** The installation of a distribution in its own environment; other checks run until both promises settle. */
interface Installing {
  readonly kind: DistributionKind;
  readonly python: Promise<string>;
  readonly report: Promise<InstalledReport>;
}

/**
 * Installs the wheel and the sdist side by side, each in its own environment, and inspects both from inside.
 *
 * @returns the interpreter of the wheel's environment.
 */
export async function smokeInstalled(request: SmokeRequest, uv: Uv): Promise<string> {
  const wheel = install(request, uv, 'wheel');
  const sdist = install(request, uv, 'sdist');
  try {
    const explained = await checkInstalled(request, uv, wheel, new Set());
    await checkInstalled(request, uv, sdist, explained);
    return await wheel.python;
  } finally {
    // The sandbox is removed next, so nothing may write to it any more.
    await Promise.allSettled([wheel.report, sdist.report]);
  }
}

function install({ packed, sandbox, skip }: SmokeRequest, uv: Uv, kind: DistributionKind): Installing {
  const { name, version } = packed;
  const folder = path.join(sandbox, kind);
  const python = (async () => {
    const interpreter = await uv.venv(folder);
    const wanted = [...onlyKind(kind, name), `${name}==${version}`];
    await uv.fetch(sandbox, 'pip', 'install', '--python', interpreter, ...wanted);
    return interpreter;
  })();
  const report = python.then((interpreter) =>
    inspectInstalled({ uv, python: interpreter, name, folder, skipped: Object.keys(skip) }),
  );
  // Both are awaited later, after other checks.
  for (const started of [python, report]) started.catch(() => undefined);
  return { kind, python, report };
}

/** @returns the keys of findings that need not work, which the other kind of file need not check again. */
async function checkInstalled(
  request: SmokeRequest,
  uv: Uv,
  { kind, python: installing, report: inspecting }: Installing,
  explained: ReadonlySet<string>,
): Promise<ReadonlySet<string>> {
  const { packed, check, warn, sandbox } = request;
  const python = await check(`${kind} install`, () => installing);
  const report = await check(`${kind} version`, async () => {
    const installed = await inspecting;
    if (installed.version !== packed.version) throw new Error(`${installed.version} is installed`);
    return installed;
  });
  await check(`${kind} RECORD`, async () => {
    if (report.altered.length > 0) throw new Error(`it has other digests than ${report.altered.join(', ')}`);
  });
  const explanation = await check(`${kind} imports`, async () => {
    if (isEmpty(report)) throw new Error('it installs nothing: no module, file, command or dependency');
    const findings = listImportFindings(report).filter(({ key }) => !explained.has(key));
    const explanation = await explainFindings({ request, uv, kind, python, report, findings });
    refuse(explanation.left, 'module');
    return explanation;
  });
  await check(`${kind} entry points`, async () => refuse(explanation.left, 'entry point'));
  await check(`${kind} late imports`, async () => {
    refuse(explanation.left, 'import');
    if (kind === 'wheel')
      for (const message of describeTransitiveImports(report)) warn(`${kind} late imports`, message);
  });
  await check(`${kind} py.typed`, async () => {
    if (report.untyped.length > 0) throw new Error(`no py.typed stands above ${joinFirst(report.untyped)}`);
  });
  await check(`${kind} dependencies`, async () => uv.run(sandbox, 'pip', 'check', '--python', python));
  return explanation.explained;
}

function isEmpty({ modules, others, entryPoints, requirements }: InstalledReport): boolean {
  return modules.length + others + entryPoints.length + requirements.length === 0;
}

function refuse(findings: readonly ImportFinding[], kind: ImportFinding['kind']): void {
  const found = findings.filter((finding) => finding.kind === kind);
  if (found.length === 0) return;
  const places = joinFirst(
    found.map(({ what, why }) => `${what}: ${why}`),
    '; ',
  );
  const remedy = found.some(({ missing }) => missing.length > 0) ? `. ${REMEDY}` : '';
  throw new Error(`${places}${remedy}`);
}

function joinFirst(items: readonly string[], separator = ', '): string {
  const more = items.length > NAMED ? `${separator}and ${items.length - NAMED} more` : '';
  return items.slice(0, NAMED).join(separator) + more;
}
