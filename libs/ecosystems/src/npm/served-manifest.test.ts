import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PackageJson } from './package-json.ts';
import { findManifestDifferences } from './served-manifest.ts';

const NAME = '@acme/sdk';
const packed = (more: object = {}): PackageJson => ({ name: NAME, version: '1.0.0', ...more });
const served = (more: object = {}) => ({
  name: NAME,
  version: '1.0.0',
  dist: { tarball: 'https://example.com/sdk.tgz' },
  ...more,
});

test.each<[string, object, object]>([
  [
    'what a registry adds',
    { _id: 'x', _npmUser: {}, deprecated: 'no', hasInstallScript: true, readme: '' },
    {},
  ],
  ['a manifest without its name', { name: undefined }, {}],
  ['empty and missing objects', { dependencies: {}, engines: null, os: [] }, { peerDependencies: {} }],
  ['a bin without its name', { bin: { sdk: 'cli.js' } }, { bin: './cli.js' }],
  ['a path of a bin', { bin: { a: 'bin/a.js' } }, { bin: { a: './bin/a.js' } }],
  ['a path that leaves the folder', { bin: { a: 'a.js' } }, { bin: { a: '../a.js' } }],
  ['a version with a letter', {}, { version: 'v1.0.0' }],
  ['programs of a folder', { bin: { a: 'bin/a.js' } }, { directories: { bin: 'bin' } }],
  [
    'an optional dependency among the others',
    { dependencies: { a: '1', b: '1' }, optionalDependencies: { b: '1' } },
    { dependencies: { a: '1' }, optionalDependencies: { b: '1' } },
  ],
  [
    'one that npm has taken out of them',
    { dependencies: { a: '1' }, optionalDependencies: { b: '1' } },
    { dependencies: { a: '1', b: '2' }, optionalDependencies: { b: '1' } },
  ],
  ['an empty range', { dependencies: { a: '*' } }, { dependencies: { a: '' } }],
  ['white space', { engines: { node: '>=20' } }, { engines: { node: ' >=20 ' } }],
  ['a single platform', { os: ['linux'], cpu: ['x64', 'arm64'] }, { os: 'linux', cpu: ['arm64', 'x64'] }],
  [
    'a peer that is not optional',
    { peerDependencies: { a: '1' } },
    { peerDependencies: { a: '1' }, peerDependenciesMeta: { a: { optional: false } } },
  ],
  [
    'what no resolver reads',
    { description: 'one', scripts: {} },
    { description: 'two', repository: 'x', exports: {} },
  ],
])('%s is no difference', (_, here, there) => {
  expect(findManifestDifferences(served(here), packed(there))).toEqual([]);
});

test.each<[object, object, string]>([
  [{ name: 'other' }, {}, 'name is "other" on the registry and "@acme/sdk" in the tarball'],
  [{ version: '1.0.1' }, {}, 'version is "1.0.1"'],
  [
    { dependencies: { a: '^1' } },
    { dependencies: { a: 'workspace:*' } },
    'dependencies.a is "^1" on the registry and "workspace:*" in the tarball',
  ],
  [{}, { dependencies: { a: '1' } }, 'dependencies.a is not there on the registry'],
  [{ dependencies: { a: '1' } }, {}, 'dependencies.a is "1" on the registry and not there in the tarball'],
  [{}, { peerDependencies: { react: '19' } }, 'peerDependencies.react is not there on the registry'],
  [
    { peerDependencies: { react: '19' } },
    { peerDependencies: { react: '19' }, peerDependenciesMeta: { react: { optional: true } } },
    'peerDependenciesMeta.react is not there on the registry',
  ],
  [
    { dependencies: { a: '1' } },
    { optionalDependencies: { a: '1' } },
    'optionalDependencies.a is not there on the registry',
  ],
  [{ engines: { node: '>=18' } }, { engines: { node: '>=20' } }, 'engines.node is ">=18"'],
  [{}, { bin: { a: 'a.js' } }, 'bin.a is not there on the registry'],
  [{ bin: { sdk: 'a.js' } }, { bin: 'b.js' }, 'bin.sdk is "a.js" on the registry and "b.js" in the tarball'],
  [
    { os: ['linux'] },
    { os: ['linux', 'darwin'] },
    'os is "linux" on the registry and "darwin, linux" in the tarball',
  ],
  [{ cpu: ['x64'] }, {}, 'cpu is "x64" on the registry and not there in the tarball'],
])('%j for %j is a difference: %s', (here, there, difference) => {
  expect(findManifestDifferences(served(here), packed(there)).join('; ')).toContain(difference);
});

const ranges = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('1', '^2', 'workspace:*', '*'));
const manifests = fc.record(
  {
    dependencies: ranges,
    optionalDependencies: ranges,
    peerDependencies: ranges,
    engines: ranges,
    bin: ranges,
    os: fc.uniqueArray(fc.constantFrom('linux', 'darwin')),
  },
  { requiredKeys: [] },
);

test('a manifest is its own, and whatever differs is found in both directions', () => {
  fc.assert(
    fc.property(manifests, manifests, (one, other) => {
      expect(findManifestDifferences(served(one), packed(one))).toEqual([]);
      const found = findManifestDifferences(served(one), packed(other)).length;
      expect(findManifestDifferences(served(other), packed(one))).toHaveLength(found);
      const peers = (manifest: typeof one) => new Map(Object.entries(manifest.peerDependencies ?? {}));
      const [here, there] = [peers(one), peers(other)];
      const differs = ['a', 'b', 'c'].some((name) => here.get(name) !== there.get(name));
      if (differs) expect(found).toBeGreaterThan(0);
    }),
  );
});
