import { RegistryError } from '@ameideio/ecosystems';
import type { SmokeResult } from '@ameideio/version-manifest';
import { type Cell, code, moment, NOTHING, type Section, type Table, type TimelineMark } from './document.ts';
import type { PackageReport } from './report.ts';
import { stateOfPackage } from './state.ts';
import { type KnownUse, USE_HEADS, useCells } from './use-cells.ts';

/** All that is known of one package. */
export function packageSection(one: PackageReport, uses: readonly KnownUse[]): Section {
  return {
    id: `package-${one.project}`,
    heading: one.name,
    facts: [
      ['Project', code(one.project)],
      ['Ecosystem', { text: one.ecosystem }],
      ['Registry', code(one.registry)],
      ['Base version', code(one.base)],
      ['This checkout packs', code(one.current)],
      ['Packed last', code(one.packed?.version)],
      ['State', stateOfPackage(one)],
      ['Latest', latest(one)],
      ['Version JSON', ...versionJson(one)],
    ],
    tables: [
      ...(one.served instanceof RegistryError ? [] : [versionsTable(one, one.served)]),
      smokeTable(one),
      ...(one.smoke === undefined ? [] : [findingsTable(one.name, one.smoke)]),
      artifactsTable(one),
      usersTable(one, uses),
    ],
    timeline: timeline(one),
  };
}

function latest({ served }: PackageReport): Cell {
  if (served instanceof RegistryError) return NOTHING;
  return served.latest === undefined ? { text: 'the registry does not say' } : code(served.latest);
}

function versionJson({ entry, health }: PackageReport): Cell[] {
  if (entry === undefined) return [{ text: 'not there yet', tone: 'unsure' }];
  const written = moment(entry.smoke.time);
  const found: Cell =
    health === undefined
      ? { text: 'the registry could not be asked', tone: 'unsure' }
      : { text: health.found, tone: health.healthy ? 'good' : 'bad' };
  return [code(entry.version), found, { ...written, text: `written ${written.text}` }];
}

function versionsTable(
  { name, current, entry }: PackageReport,
  { versions, latest: tagged }: Exclude<PackageReport['served'], RegistryError>,
): Table {
  const rows = versions.map(({ version, kind, time, timeSource }): Cell[] => {
    const marks = [
      ...(version === current ? ['packed now'] : []),
      ...(version === entry?.version ? ['in the version JSON'] : []),
      ...(version === tagged ? ['latest'] : []),
    ];
    return [
      code(version),
      { text: kind },
      time === undefined ? { text: 'unknown' } : moment(time),
      { text: timeSource === undefined ? NOTHING.text : `the ${timeSource}` },
      { text: marks.join(', ') || NOTHING.text },
    ];
  });
  return {
    caption: `Versions of ${name} over time, newest first`,
    heads: ['Version', 'Kind', 'Published at', 'Source of time', 'Status'],
    rows,
    none: `The registry serves no version of ${name}.`,
  };
}

function smokeTable({ name, project, smoke }: PackageReport): Table {
  const checks = smoke?.checks ?? [];
  const longest = Math.max(1, ...checks.map(({ milliseconds }) => milliseconds));
  return {
    caption: `Smoke of ${name} ${smoke?.version} from ${smoke?.registry}: ${checks.length} checks passed in ${totalMilliseconds(checks)} ms`,
    heads: ['Check', 'Milliseconds'],
    rows: checks.map((check) => [
      { text: check.name },
      { text: `${check.milliseconds}`, share: check.milliseconds / longest },
    ]),
    none: `${name} was not smoked here. Run "nx run ${project}:smoke".`,
  };
}

function findingsTable(name: string, smoke: SmokeResult): Table {
  const warnings = smoke.warnings.map(({ check, message }): Cell[] => [
    { text: check },
    { text: 'warning', tone: 'unsure' },
    { text: message },
  ]);
  const notRun = smoke.notRun.map(({ what, reason }): Cell[] => [
    code(what),
    { text: 'not run here' },
    { text: reason },
  ]);
  return {
    caption: `What the smoke of ${name} found besides its checks`,
    heads: ['Where', 'Kind', 'Finding'],
    rows: [...warnings, ...notRun],
    none: `The smoke of ${name} has no warnings, and left nothing out.`,
  };
}

function artifactsTable({ name, project, entry }: PackageReport): Table {
  return {
    caption: `Files of ${name} ${entry?.version}, as the version JSON has them`,
    heads: ['File', 'Bytes', 'sha256', 'Integrity'],
    rows: (entry?.artifacts ?? []).map(({ file, size, sha256, integrity }) => [
      code(file),
      { text: `${size}` },
      code(sha256),
      code(integrity),
    ]),
    none: `${name} does not stand in the version JSON. Run "nx run ${project}:versions".`,
    folded: true,
  };
}

function usersTable({ name }: PackageReport, uses: readonly KnownUse[]): Table {
  const heads = ['Service', ...USE_HEADS];
  const rows = uses.filter((use) => use.package === name).map((use) => [code(use.service), ...useCells(use)]);
  return { caption: `Services that use ${name}`, heads, rows, none: `No service uses ${name}.` };
}

function timeline({ served, current }: PackageReport): TimelineMark[] {
  if (served instanceof RegistryError) return [];
  return served.versions
    .flatMap(({ version, kind, time }) =>
      time === undefined
        ? []
        : [{ version, time, release: kind === 'release', current: version === current }],
    )
    .toReversed();
}

/** Of all checks together. */
export function totalMilliseconds(checks: readonly { readonly milliseconds: number }[]): number {
  return checks.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
}
