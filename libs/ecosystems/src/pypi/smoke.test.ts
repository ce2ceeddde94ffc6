import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { smokeSdk } from '../smoke/smoke.ts';
import { inScratchFolder } from '../world/scratch-folder.ts';
import { pypi } from './index.ts';
import { packTinySdk } from './testing/pack-tiny-sdk.ts';
import { type IndexOptions, serveIndex } from './testing/simple-index.ts';
import { TINY } from './testing/tiny-sdk.ts';

const WHEEL = `tiny_sdk-${TINY.version}-py3-none-any.whl`;
const METADATA = `/prefix/files/${WHEEL}.metadata`;

/** The checks that a tiny SDK passes, changed in some of its files and served in some way. */
async function smoked(
  changed: Readonly<Record<string, string>>,
  options?: IndexOptions,
): Promise<readonly string[]> {
  return inScratchFolder('smoke-test', async (folder) => {
    const made = await packTinySdk(folder, changed);
    await using index = await serveIndex(made, options);
    const sdk = path.join(folder, 'sdk');
    await mkdir(path.join(sdk, 'smoke'), { recursive: true });
    await writeFile(path.join(sdk, 'smoke', 'smoke.py'), changed['smoke/smoke.py'] ?? SCRIPT);
    const registry = pypi.registry({ PACKAGES_PYPI_INDEX_URL: index.address });
    const { checks } = await smokeSdk({
      packed: made.packed,
      ecosystem: pypi,
      registry,
      environment: {},
      internalNames: async () => [],
      sdk,
      log: () => undefined,
    });
    return checks.map(({ name }) => name);
  });
}

const SCRIPT = `import os
import tiny_sdk

assert (os.environ["PACKAGE_NAME"], os.environ["PACKAGE_VERSION"]) == ("tiny-sdk", tiny_sdk.__version__)
`;

describe('smoke', () => {
  it('passes on an index that serves the required part alone', async () => {
    const kind = (name: string): string[] =>
      ['install', 'version', 'RECORD', 'imports', 'py.typed', 'dependencies'].map(
        (check) => `${name} ${check}`,
      );
    expect(await smoked({})).toEqual([
      'simple index in HTML (PEP 503)',
      'simple index, JSON preferred (PEP 691)',
      'wheel bytes',
      'sdist bytes',
      ...kind('wheel'),
      ...kind('sdist'),
      'smoke script',
    ]);
  });

  it.each([
    ['wheel imports', { 'src/tiny_sdk/broken.py': 'import nowhere\n' }],
    ['smoke script', { 'smoke/smoke.py': 'raise SystemExit("no")\n' }],
  ])('fails at "%s" where it must', async (check, changed) => {
    await expect(smoked(changed)).rejects.toThrow(`failed its smoke at "${check}"`);
  });

  it.each([
    [
      'simple index in HTML (PEP 503)',
      {},
      { [`/prefix/simple/${TINY.name}/`]: { body: '<a href="x">x</a>' } },
    ],
    ['wheel bytes', {}, { [`/prefix/files/${WHEEL}`]: { body: 'other' } }],
    ['wheel core metadata (PEP 658)', { attributes: 'data-core-metadata="true"' }, {}],
    [
      'wheel core metadata (PEP 658)',
      { attributes: 'data-core-metadata="true"' },
      { [METADATA]: { body: 'Name: b' } },
    ],
  ])('fails at "%s" where the index is wrong', async (check, options, replies) => {
    await expect(smoked({}, { ...options, replies })).rejects.toThrow(`failed its smoke at "${check}"`);
  });
});
