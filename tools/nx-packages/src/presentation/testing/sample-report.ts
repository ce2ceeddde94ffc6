import { type DatedVersion, RegistryError } from '@ameideio/ecosystems';
import type { VersionEntry } from '@ameideio/version-manifest';
import type { PackageReport, Report, ServiceReport } from '../report.ts';

/** What would do harm in a page, or break a table in Markdown, if it were taken for more than text. */
export const HOSTILE = `</td></table><script>globalThis.harmed = 1</script><img src="http://127.0.0.1:9/x" onerror='harmed = 1'>|\`&amp;\n# x | **y**`;

const COMMIT = 'c'.repeat(40);
const DIGEST = 'a'.repeat(64);

/** `x.y.z-dev.N` of twelve days, newest first, and a release after the second of them. */
function versions(spell: (day: number) => string, release: string): DatedVersion[] {
  const snapshots = Array.from({ length: 12 }, (_, index): DatedVersion => {
    const day = 12 - index;
    return { version: spell(day), kind: 'snapshot', time: at(day), timeSource: 'snapshot number' };
  });
  const released: DatedVersion = {
    version: release,
    kind: 'release',
    time: at(2, 18),
    timeSource: 'registry',
  };
  return snapshots.toSpliced(-2, 0, released);
}

function at(day: number, hour = 3): string {
  return new Date(Date.UTC(2026, 0, day, hour, 4, 5)).toISOString();
}

function number(day: number): string {
  return `202601${`${day}`.padStart(2, '0')}030405`;
}

function packed(ecosystem: string, name: string, version: string, file: string) {
  const artifacts = [{ file, size: 11_737, sha256: DIGEST, integrity: `sha256:${DIGEST}` }];
  const source = { commit: COMMIT, dirty: false };
  return {
    project: `sdk-${ecosystem}`,
    ecosystem,
    name,
    base: '1.2.3',
    version,
    artifacts,
    source,
    inputs: DIGEST,
  };
}

function entryOf(manifest: ReturnType<typeof packed>, registry: string): VersionEntry {
  const { ecosystem: _, ...rest } = manifest;
  return { ...rest, registry, smoke: { passed: true, checks: ['install'], time: at(12, 5) } };
}

function npmPackage(): PackageReport {
  const version = `1.2.3-dev.${number(12)}`;
  const manifest = packed('npm', '@sample/sdk-of-a-rather-long-name', version, `sample-sdk-${version}.tgz`);
  const registry = 'http://127.0.0.1:4873';
  const all = versions((day) => `1.2.3-dev.${number(day)}`, '1.2.3');
  return {
    ...manifest,
    registry,
    current: version,
    packed: manifest,
    served: {
      versions: [...all, { version: '2.0.0-rc.1', kind: 'other', time: undefined, timeSource: undefined }],
      latest: '1.2.3',
    },
    entry: entryOf(manifest, registry),
    health: { healthy: true, found: 'served as the version JSON says' },
    smoke: {
      name: manifest.name,
      version,
      registry,
      digests: {},
      checks: [
        { name: 'packument lists the version', milliseconds: 12 },
        { name: 'npm install', milliseconds: 350 },
        { name: `smoke script ${HOSTILE}`, milliseconds: 0 },
      ],
      warnings: [{ check: 'types', message: 'another package declares a type twice' }],
      notRun: [{ what: './worker', reason: 'it needs a worker' }],
    },
  };
}

function goPackage(): PackageReport {
  const name = 'example.com/sample/sdk-go';
  const version = `v1.2.3-dev.${number(11)}`;
  return {
    ...packed('go', name, version, `${version}.zip`),
    registry: 'http://127.0.0.1:3000',
    current: version,
    packed: undefined,
    served: new RegistryError('REGISTRY_UNAVAILABLE', `http://127.0.0.1:3000 answered 502 "${HOSTILE}".`),
    entry: undefined,
    health: undefined,
    smoke: undefined,
  };
}

function pypiPackage(): PackageReport {
  const manifest = packed('pypi', 'sample-sdk', '1.2.3', 'sample_sdk-1.2.3.tar.gz');
  const registry = 'http://127.0.0.1:3141/root/index/+simple';
  return {
    ...manifest,
    registry,
    current: `1.2.3.dev${number(13)}`,
    packed: manifest,
    served: {
      versions: [{ version: '1.2.3', kind: 'release', time: undefined, timeSource: undefined }],
      latest: '1.2.3',
    },
    entry: entryOf(manifest, registry),
    health: { healthy: false, found: HOSTILE },
    smoke: undefined,
  };
}

function service(name: string, use?: [sdk: PackageReport, accepts: string, version?: string]): ServiceReport {
  if (use === undefined) return { name, uses: [] };
  const [sdk, range, version] = use;
  const selected = { name: sdk.name, integrities: [`sha256:${DIGEST}`] };
  return {
    name,
    uses: [
      {
        package: sdk.name,
        accepts: [range],
        selected: version === undefined ? [] : [{ ...selected, version }],
      },
    ],
  };
}

/** One of each: up to date, behind, never consumed, a registry that is down, and hostile words wherever words come from outside. */
export function sampleReport(time = new Date(at(14))): Report {
  const [npm, go, pypi] = [npmPackage(), goPackage(), pypiPackage()];
  return {
    time,
    packages: [npm, go, pypi],
    services: [
      service('web', [npm, '^1.2.3', npm.current]),
      service('audit', [go, 'v1.2.3', go.current]),
      service('old', [pypi, HOSTILE, '1.2.3']),
      service('new', [pypi, '>=1.2.3']),
      service('alone'),
    ],
  };
}
