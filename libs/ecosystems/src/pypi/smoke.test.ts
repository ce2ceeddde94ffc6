import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { SmokeResult } from '@ameideio/version-manifest';
import { describe, expect, it } from 'vitest';
import { smokeSdk } from '../smoke/smoke.ts';
import { inScratchFolder } from '../world/scratch-folder.ts';
import { pypi } from './index.ts';
import { handMadeWheel } from './testing/hand-made-wheel.ts';
import { packTinySdk } from './testing/pack-tiny-sdk.ts';
import { type IndexOptions, serveIndex } from './testing/simple-index.ts';
import { PYPROJECT, TINY } from './testing/tiny-sdk.ts';

const WHEEL = `tiny_sdk-${TINY.version}-py3-none-any.whl`;
const METADATA = `/prefix/files/${WHEEL}.metadata`;

/** Smokes a tiny SDK with some of its files replaced and some answers of its index changed. */
async function smoked(
  changed: Readonly<Record<string, string>>,
  options?: IndexOptions,
  skip: Readonly<Record<string, string>> = {},
): Promise<SmokeResult> {
  return inScratchFolder('smoke-test', async (folder) => {
    const made = await packTinySdk(folder, changed);
    await using index = await serveIndex(made, options);
    const sdk = path.join(folder, 'sdk');
    await mkdir(path.join(sdk, 'smoke'), { recursive: true });
    await writeFile(path.join(sdk, 'smoke', 'smoke.py'), changed['smoke/smoke.py'] ?? SCRIPT);
    const registry = pypi.registry({ PACKAGES_PYPI_INDEX_URL: index.address });
    return await smokeSdk({
      packed: made.packed,
      ecosystem: pypi,
      registry,
      environment: {},
      internalNames: async () => [],
      sdk,
      skip,
      log: () => undefined,
    });
  });
}

const SCRIPTS = '\n[project.scripts]\ntiny = "tiny_sdk:mian"\n';

/** An SDK with many optional parts. */
const OPTIONAL = {
  'pyproject.toml': `${PYPROJECT}
[project.optional-dependencies]
dev = ["linter"]
yaml = ["hand-yaml>=1"]
[project.entry-points.pytest11]
tiny = "tiny_sdk.testing.plugin"
[project.entry-points."great_host.plugins"]
tiny = "tiny_sdk.host_plugin:PLUGIN"
[project.scripts]
tiny-config = "tiny_sdk.config:main"
`.replace(
    'classifiers',
    'dependencies = ["outer-party", "pywindows>=1; sys_platform == \'win32\'"]\nclassifiers',
  ),
  'src/tiny_sdk/config.py': 'import handyaml\n\n\ndef main() -> None:\n    handyaml.load()\n',
  'src/tiny_sdk/late.py': 'def f():\n    import handyaml\n    import inner\n',
  'src/tiny_sdk/testing/__init__.py': 'from .plugin import tiny\n',
  'src/tiny_sdk/testing/plugin.py': 'import pytest\n\n\n@pytest.fixture\ndef tiny():\n    return 1\n',
  'src/tiny_sdk/host_plugin.py': 'import great_host\n\nPLUGIN = great_host\n',
  'src/tiny_sdk/windows/registry.py': 'import winreg\n',
  'src/tiny_sdk/windows/service.py': 'import servicething\n',
  'src/tiny_sdk/tests/test_it.py': 'import nowhere\n',
  'src/tiny_sdk/device.py': 'raise RuntimeError("no device")\n',
};

const THIRD_PARTIES = [
  handMadeWheel('hand-yaml', { 'handyaml.py': 'def load(): pass\n' }),
  handMadeWheel('linter', { 'linter.py': '' }),
  handMadeWheel('outer-party', { 'outer.py': '' }, ['inner-party']),
  handMadeWheel('inner-party', { 'inner/__init__.py': '' }),
  handMadeWheel('pywindows', { 'servicething.py': '' }),
  handMadeWheel('pytest', { 'pytest.py': 'def fixture(function): return function\n' }),
];

const SCRIPT = `import os
import tiny_sdk

assert (os.environ["PACKAGE_NAME"], os.environ["PACKAGE_VERSION"]) == ("tiny-sdk", tiny_sdk.__version__)
`;

describe('smoke', () => {
  it('passes on an index that serves the required part alone', async () => {
    const kind = (name: string): string[] =>
      [
        ...['install', 'version', 'RECORD', 'imports', 'entry points', 'late imports'],
        ...['py.typed', 'dependencies'],
      ].map((check) => `${name} ${check}`);
    const { checks, warnings, notRun } = await smoked({});
    expect([warnings, notRun]).toEqual([[], []]);
    expect(checks.map(({ name }) => name)).toEqual([
      'simple index in HTML (PEP 503)',
      'simple index, JSON preferred (PEP 691)',
      'wheel bytes',
      'wheel is what the index says',
      'sdist bytes',
      'sdist is what the index says',
      ...kind('wheel'),
      ...kind('sdist'),
      'smoke script',
    ]);
  });

  it('passes with optional parts, which it runs with what they need, or says why it does not', async () => {
    const { notRun, warnings } = await smoked(
      OPTIONAL,
      { others: THIRD_PARTIES },
      { 'tiny_sdk.device': 'a device' },
    );
    expect(notRun).toEqual([
      { what: 'tiny_sdk.device', reason: 'a device' },
      { what: 'tiny_sdk.host_plugin', reason: 'it needs great_host, which loads it as a plugin' },
      { what: 'tiny_sdk.tests.test_it', reason: expect.stringContaining('it is a test') },
      {
        what: 'tiny_sdk.windows.registry',
        reason: expect.stringContaining('winreg of the standard library'),
      },
      {
        what: 'tiny_sdk.windows.service',
        reason: 'it needs servicething of pywindows>=1, which is for windows',
      },
    ]);
    expect(warnings).toEqual([
      {
        check: 'wheel entry points',
        message: expect.stringMatching(/^the command of entry point tiny-config .* needs the extra yaml$/),
      },
      {
        check: 'wheel late imports',
        message: expect.stringMatching(/late.py:\d imports inner, which .*inner-party/),
      },
    ]);
  });

  it('runs a plugin of pytest with pytest, where no extra brings it', async () => {
    const changed = { 'src/tiny_sdk/plugin.py': OPTIONAL['src/tiny_sdk/testing/plugin.py'] };
    expect((await smoked(changed, { others: THIRD_PARTIES })).notRun).toEqual([]);
    // An index without pytest.
    expect((await smoked(changed)).notRun).toEqual([
      { what: 'tiny_sdk.plugin', reason: 'it needs pytest, which loads it as a plugin' },
    ]);
  });

  it.each([
    [
      'wheel imports',
      /import tiny_sdk.broken: .*nowhere.*smoke.skip/,
      { 'src/tiny_sdk/broken.py': 'import nowhere\n' },
    ],
    [
      'wheel entry points',
      /entry point tiny = tiny_sdk:mian/,
      { 'pyproject.toml': `${PYPROJECT}${SCRIPTS}` },
    ],
    [
      'wheel late imports',
      /tiny_sdk\/late.py:2 imports nowhere/,
      { 'src/tiny_sdk/late.py': 'def f():\n    import nowhere\n' },
    ],
    [
      'wheel py.typed',
      /tiny_sdk.names/,
      { 'pyproject.toml': `${PYPROJECT}\n[tool.uv.build-backend]\nwheel-exclude = ["**/py.typed"]\n` },
    ],
    ['smoke script', /no/, { 'smoke/smoke.py': 'raise SystemExit("no")\n' }],
    [
      'wheel imports',
      /import tiny_sdk.config.broken: .*nowhere/,
      {
        'pyproject.toml': `${PYPROJECT}\n[project.optional-dependencies]\nyaml = ["hand-yaml"]\n`,
        'src/tiny_sdk/config/__init__.py': 'import handyaml\n',
        'src/tiny_sdk/config/broken.py': 'import nowhere\n',
      },
    ],
  ])('fails at "%s" where it must, saying %s', async (check, why, changed) => {
    const failed = smoked(changed, { others: THIRD_PARTIES });
    await expect(failed).rejects.toThrow(`failed its smoke at "${check}"`);
    await expect(failed).rejects.toThrow(why);
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
