import { expect, test } from 'vitest';
import { parseJsonFile } from './json-file.ts';
import { findManifestSources } from './manifest-sources.ts';
import { packageJsonSchema } from './package-json.ts';

const found = (fields: object) => {
  const text = JSON.stringify({ name: 'service', ...fields }, null, 1);
  const sources = findManifestSources(parseJsonFile('package.json', text, packageJsonSchema), ['@s/sdk']);
  return sources.map(({ file, line, reason }) => `${file}:${line} ${reason}`);
};

test.each([
  {},
  { dependencies: { '@s/sdk': '^1.0.0' } },
  { dependencies: { third: 'file:vendor/third', fourth: 'npm:fifth@1' } },
  { overrides: { third: '1.0.0', '@s/sdk': { third: '1.0.0' }, '@s/sdk-extra': '1.0.0' } },
  { patchedDependencies: { 'third@1.0.0': 'patches/third.patch' } },
])('%j takes the SDK from the registry', (fields) => {
  expect(found(fields)).toEqual([]);
});

test.each([
  [{ dependencies: { '@s/sdk': 'workspace:*' } }, 'package.json:4 requires the SDK @s/sdk as "workspace:*"'],
  [{ devDependencies: { '@s/sdk': 'file:../sdk' } }, 'as "file:../sdk"'],
  [{ peerDependencies: { '@s/sdk': 'link:../sdk' } }, 'as "link:../sdk"'],
  [{ dependencies: { '@s/sdk': '../../sdks/ts' } }, 'as "../../sdks/ts"'],
  [{ dependencies: { '@s/sdk': 'git+ssh://git@example.com/sdk.git' } }, 'as "git+ssh:'],
  [{ dependencies: { '@s/sdk': 'https://example.com/sdk.tgz' } }, 'as "https:'],
  [{ dependencies: { '@s/sdk': 'npm:other@1.0.0' } }, 'as "npm:other@1.0.0"'],
  [{ dependencies: { '@s/sdk': 'latest' } }, 'as "latest"'],
  [
    { dependencies: { mine: 'npm:@s/sdk@^1.0.0' } },
    'package.json:4 requires the SDK @s/sdk under the name mine',
  ],
  [{ overrides: { '@s/sdk': 'file:../sdk' } }, 'package.json:4 overrides the SDK @s/sdk by "file:../sdk"'],
  [{ overrides: { '@s/sdk@^1.0.0': '1.0.0' } }, 'overrides the SDK @s/sdk by "1.0.0"'],
  [{ overrides: { '@s/sdk': { '.': '1.0.0' } } }, 'package.json:5 overrides the SDK @s/sdk by "1.0.0"'],
  [{ overrides: { third: { '@s/sdk': '1.0.0' } } }, 'package.json:5 overrides the SDK @s/sdk'],
  [{ overrides: { third: 'npm:@s/sdk@1.0.0' } }, 'package.json:4 overrides the SDK @s/sdk'],
  [
    { patchedDependencies: { '@s/sdk@1.0.0': 'p.patch' } },
    'package.json:4 patches the SDK @s/sdk@1.0.0 by p.patch',
  ],
])('%j does not', (fields, place) => {
  expect(found(fields)).toEqual([expect.stringContaining(place)]);
});
