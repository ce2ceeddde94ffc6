import { type DatedVersion, RegistryError } from '@ameideio/ecosystems';
import { expect, test } from 'vitest';
import type { PackageReport } from './report.ts';
import { stateOfPackage, stateOfUse } from './state.ts';
import { sampleReport } from './testing/sample-report.ts';

const [sample] = sampleReport().packages;
if (sample?.packed === undefined) throw new Error('The sample is packed.');
const { name, current, packed } = sample;
const CURRENT: DatedVersion = {
  version: current,
  kind: 'snapshot',
  time: '2026-01-12T03:04:05.000Z',
  timeSource: 'snapshot number',
};
const NEWER: DatedVersion = {
  version: '1.2.4',
  kind: 'release',
  time: '2026-01-13T00:00:00.000Z',
  timeSource: 'registry',
};
const UNDATED: DatedVersion = { version: '9.9.9', kind: 'release', time: undefined, timeSource: undefined };

const serving = (...versions: DatedVersion[]): PackageReport => ({
  ...sample,
  served: { versions, latest: undefined },
});
const down: PackageReport = { ...sample, served: new RegistryError('REGISTRY_REFUSED', 'no') };

test.each([
  ['served', 'good', serving(CURRENT)],
  ['served', 'good', serving(CURRENT, UNDATED)],
  ['served; 1.2.4 is newer', 'unsure', serving(NEWER, CURRENT)],
  [`${current} is not published`, 'bad', serving(NEWER)],
  [`${current} is not published`, 'bad', serving()],
  ['no', 'bad', down],
])('a package is told as "%s"', (text, tone, one) => {
  expect(stateOfPackage(one)).toEqual({ text, tone });
});

const pin = { name, version: current, integrities: packed.artifacts.map(({ integrity }) => integrity) };
const unpacked = { ...serving(CURRENT), packed: undefined };

test.each([
  ['up to date', 'good', [pin], serving(CURRENT)],
  ['up to date', 'good', [pin], unpacked],
  ['as this checkout packs; 1.2.4 is newer', 'unsure', [pin], serving(NEWER, CURRENT)],
  ['as this checkout packs, but not served', 'bad', [pin], serving()],
  ['as this checkout packs, but not served', 'bad', [pin], serving(NEWER)],
  ['as this checkout packs; the registry could not be asked', 'unsure', [pin], down],
  ['never consumed', 'unsure', [], serving(CURRENT)],
  [`not up to date: this checkout packs ${current}`, 'bad', [{ ...pin, version: '1.2.3' }], serving(CURRENT)],
  [`not up to date: this checkout packs ${current}`, 'bad', [pin, { ...pin, version: '1.2.3' }], unpacked],
  [
    `not up to date: ${name} ${current} is selected without a digest`,
    'bad',
    [{ ...pin, integrities: [] }],
    serving(CURRENT),
  ],
  [
    expect.stringMatching(/^not up to date: .+ is selected with other:1, not packed as sha256:a+$/),
    'bad',
    [{ ...pin, integrities: ['other:1'] }],
    serving(CURRENT),
  ],
])('a use is told as "%s"', (text, tone, selected, used) => {
  expect(stateOfUse({ package: name, accepts: ['^1.2.3'], selected }, used)).toEqual({ text, tone });
});
