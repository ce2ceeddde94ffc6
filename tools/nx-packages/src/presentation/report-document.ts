import { RegistryError } from '@ameideio/ecosystems';
import type { SmokeResult } from '@ameideio/version-manifest';
import { type Cell, code, moment, NOTHING, type ReportDocument, type Section } from './document.ts';
import { packageSection, totalMilliseconds } from './package-section.ts';
import type { PackageReport, Report, ServiceReport } from './report.ts';
import { type State, stateOfPackage, stateOfUse } from './state.ts';
import { type KnownUse, USE_HEADS, useCells } from './use-cells.ts';

/** Puts what was found into words. */
export function reportDocument(report: Report): ReportDocument {
  const { packages, services } = report;
  const uses = services.flatMap((service) => usesOf(service, packages));
  return {
    title: 'Packages and the services that use them',
    time: moment(report.time.toISOString()),
    summary: summary(packages, uses),
    sections: [
      overview(packages),
      ...packages.map((one) => packageSection(one, uses)),
      servicesSection(services, uses),
    ],
  };
}

function usesOf({ name, uses }: ServiceReport, packages: readonly PackageReport[]): KnownUse[] {
  return uses.flatMap((use) => {
    const used = packages.find((one) => one.name === use.package);
    return used === undefined ? [] : [{ ...use, service: name, state: stateOfUse(use, used) }];
  });
}

function summary(packages: readonly PackageReport[], uses: readonly KnownUse[]): Cell[] {
  const down = packages.filter(({ served }) => served instanceof RegistryError);
  return [
    ...down.map(({ registry, name }): Cell => {
      return { text: `The registry ${registry} could not be asked for ${name}.`, tone: 'bad' };
    }),
    tally('packages', 'served as this checkout packs them', packages.map(stateOfPackage)),
    tally(
      'uses by services',
      'up to date',
      uses.map(({ state }) => state),
    ),
  ];
}

function tally(what: string, how: string, states: readonly State[]): Cell {
  const good = states.filter(({ tone }) => tone === 'good').length;
  const tone =
    states.find((state) => state.tone === 'bad') ?? states.find((state) => state.tone === 'unsure');
  return { text: `${good} of ${states.length} ${what} are ${how}.`, tone: tone?.tone ?? 'good' };
}

function overview(packages: readonly PackageReport[]): Section {
  const rows = packages.map((one): Cell[] => [
    code(one.name),
    { text: one.ecosystem },
    code(one.current),
    one.served instanceof RegistryError ? NOTHING : code(one.served.versions[0]?.version),
    code(one.entry?.version),
    one.smoke === undefined ? NOTHING : { text: smoked(one.smoke, one.current) },
    stateOfPackage(one),
  ]);
  const heads = [
    'Package',
    'Ecosystem',
    'This checkout packs',
    'Newest served',
    'Version JSON',
    'Smoke',
    'State',
  ];
  const none = 'This workspace has no SDKs.';
  return {
    id: 'overview',
    heading: 'Overview',
    facts: [],
    tables: [{ caption: 'Every package', heads, rows, none }],
    timeline: [],
  };
}

function smoked({ checks, version }: SmokeResult, current: string): string {
  const result = `${checks.length} checks, ${totalMilliseconds(checks)} ms`;
  return version === current ? result : `${result}, of ${version}`;
}

function servicesSection(services: readonly ServiceReport[], uses: readonly KnownUse[]): Section {
  const rows = services.flatMap(({ name }): Cell[][] => {
    const own = uses.filter(({ service }) => service === name);
    if (own.length === 0)
      return [[code(name), { text: 'none of this workspace' }, NOTHING, NOTHING, NOTHING]];
    return own.map((use) => [code(name), code(use.package), ...useCells(use)]);
  });
  const heads = ['Service', 'Package', ...USE_HEADS];
  const none = 'This workspace has no services.';
  return {
    id: 'services',
    heading: 'Services',
    facts: [],
    tables: [{ caption: 'Which service uses what, and whether it is up to date', heads, rows, none }],
    timeline: [],
  };
}
