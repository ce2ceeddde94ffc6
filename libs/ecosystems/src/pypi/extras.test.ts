import { expect, it } from 'vitest';
import { isAddedBy, orderExtras } from './extras.ts';
import { listImportFindings } from './import-findings.ts';
import type { MetadataRequirement } from './installed-report.ts';
import { listRequirementsElsewhere } from './other-platform.ts';
import { needs, sampleReport } from './testing/sample-report.ts';
import { describeTransitiveImports } from './transitive-imports.ts';

const requirement = (name: string, extra: string | null = null, marker = ''): MetadataRequirement => ({
  text: name,
  name,
  extra,
  marker,
});

it("tries the extra first that an error names, then those that seem to bring what is missing, developers' last", () => {
  const report = sampleReport({
    failures: { 'a.b': needs('yaml'), 'a.c': needs('x', { error: 'pip install a[named]' }) },
    extras: ['dev', 'other', 'by-part', 'exact', 'named'],
    requirements: [requirement('pyyaml', 'by-part'), requirement('yaml', 'exact'), requirement('z', 'other')],
  });
  expect(orderExtras(report, listImportFindings(report))).toEqual([
    'named',
    'exact',
    'by-part',
    'other',
    'dev',
  ]);
});

it("takes from a developers' extra only what the distribution itself names", () => {
  const report = sampleReport({ failures: { 'a.b': needs('requests.adapters') } });
  const [finding] = listImportFindings(report);
  if (finding === undefined) throw new Error('unreachable');
  const installed = (name: string): boolean[] => {
    const now = sampleReport({ declared: [name], providers: { requests: ['requests'] } });
    return [isAddedBy('docs', finding, now), isAddedBy('http', finding, now)];
  };
  expect(installed('requests')).toEqual([true, true]);
  expect(installed('sphinx')).toEqual([false, true]);
});

it('looks on other platforms for what is declared for them, and for extras that can not be installed here', () => {
  const report = sampleReport({
    requirements: [
      requirement('here'),
      requirement('pywin32', null, "sys_platform == 'win32'"),
      requirement('objc', null, 'platform_system == "Darwin"'),
      requirement('tomli', null, 'python_version < "3.11"'),
      requirement('cuda', 'gpu'),
      requirement('fast', 'speed'),
      requirement('installed', null, 'sys_platform != "x"'),
    ],
    providers: { installed: ['installed'] },
  });
  const found = listRequirementsElsewhere(report, new Set(['gpu']));
  expect(found.map((one) => [one.requirement.name, one.platforms])).toEqual([
    ['pywin32', ['windows']],
    ['objc', ['macos']],
    ['cuda', ['windows', 'macos', 'linux']],
  ]);
});

it("names what only comes with a dependency's own dependencies", () => {
  const report = sampleReport({
    modules: ['a.b', 'c'],
    thirdParties: {
      a: 'a/b.py:1',
      requests: 'a/b.py:2',
      urllib3: 'a/b.py:3',
      google: 'c.py:4',
      gone: 'c.py:5',
    },
    declared: ['requests', 'protobuf'],
    providers: {
      requests: ['requests'],
      urllib3: ['urllib3'],
      google: ['protobuf', 'google-api-core'],
      a: ['a'],
    },
  });
  expect(describeTransitiveImports(report)).toEqual([
    expect.stringMatching(/^a\/b\.py:3 imports urllib3, .*\(urllib3\)\. Declare it\.$/),
  ]);
});
