import { expect, it } from 'vitest';
import { inspected } from './testing/inspected.ts';

const EMPTY = 'sha256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU,0';

it('names modules, failures, altered files and what is not typed', async () => {
  const report = await inspected({
    files: {
      'a/__init__.py': '',
      'a/py.typed': '',
      'a/deep/er.py': 'print("to nobody")\n',
      'a/__main__.py': 'raise SystemExit(1)\n',
      'a/broken.py': 'import nowhere\n',
      'a/leaves.py': 'raise SystemExit(0)\n',
      'a/never_ends.py': 'import threading, time\nthreading.Thread(target=time.sleep, args=(600,)).start()\n',
      'a/skipped/__init__.py': 'raise RuntimeError\n',
      'a/skipped/part.py': 'import nowhere\n',
      'a/data.json': '{}',
      'single.py': '',
      'untyped/__init__.py': '',
      'untyped/part.py': '',
      'typed_by_stubs/__init__.py': '',
      'typed_by_stubs-stubs/__init__.pyi': '',
      'portion/module.py': '',
    },
    digests: [`a/__init__.py,${EMPTY}`, `a/deep/er.py,${EMPTY}`],
    metadata: ['Provides-Extra: Fast_IO', 'Requires-Dist: b[x]>=1; extra == "fast-io"', 'Requires-Dist: C.d'],
    skipped: ['a.skipped'],
  });
  expect(report).toMatchObject({
    version: '1',
    altered: ['a/deep/er.py'],
    modules: [
      ...['a', 'a.broken', 'a.deep.er', 'a.leaves', 'a.never_ends', 'a.skipped', 'a.skipped.part'],
      ...['portion.module', 'single', 'typed_by_stubs', 'untyped', 'untyped.part'],
    ],
    mains: ['a.__main__'],
    // A module outside of any package, and one of a namespace package, can't have a py.typed.
    untyped: ['untyped', 'untyped.part'],
    requirements: [
      { text: 'b[x]>=1', name: 'b', extra: 'fast-io', marker: 'extra == "fast-io"' },
      { text: 'C.d', name: 'c-d', extra: null, marker: '' },
    ],
    extras: ['fast-io'],
  });
  expect(Object.keys(report.failures).toSorted()).toEqual(['a.broken', 'a.leaves']);
  expect(report.failures['a.broken']).toMatchObject({
    error: expect.stringMatching(/^ModuleNotFoundError: .*nowhere/),
    missing: ['nowhere'],
    elsewhere: null,
  });
  expect(report.failures['a.leaves']?.error).toBe('SystemExit: 0');
  // py.typed, the data and the stubs.
  expect(report.others).toBe(3);
});

it('loads every entry point, whatever its group', async () => {
  const report = await inspected({
    files: {
      'a/__init__.py': 'def main(): pass\nNUMBER = 1\nclass Plugin:\n    name = "p"\n',
      'a/skipped.py': 'raise RuntimeError\n',
    },
    entryPoints: `[console_scripts]
good = a:main
mistyped = a:mian
number = a:NUMBER
module = a
left-out = a.skipped:main
[gui_scripts]
window = a:open_window
[host.plugins]
plugin = a:Plugin.name
gone = a.gone
`,
    skipped: ['a.skipped'],
  });
  const errors = report.entryPoints.map(({ name, failure }) => [name, failure?.error]);
  expect(Object.fromEntries(errors)).toEqual({
    good: undefined,
    mistyped: expect.stringContaining("no attribute 'mian'"),
    number: expect.stringContaining('no function'),
    module: expect.stringContaining('no function'),
    window: expect.stringContaining("no attribute 'open_window'"),
    plugin: undefined,
    gone: expect.stringContaining("No module named 'a.gone'"),
  });
});

it('tells what is for another platform or host, tests, templates and own appeals from what is broken', async () => {
  const files = {
    'a/__init__.py': '',
    'a/registry.py': 'import winreg\n',
    'a/loads_dll.py': 'from ctypes import windll\n',
    'a/signals.py': 'import signal\nBREAK = signal.CTRL_BREAK_EVENT\n',
    'a/asserts.py': 'import sys\nassert sys.platform == "win32"\n',
    'a/raises.py': 'import os\nif os.name != "nt":\n    raise ImportError("Windows only")\n',
    'a/loop.py': 'import asyncio.windows_events\n',
    'a/browser.py': 'import js\n',
    'a/both.py': 'try:\n    import winreg\nexcept ImportError:\n    import nowhere\n',
    'a/linux.py': 'import sys\nif sys.platform != "win32":\n    import nowhere\n',
    'a/mistyped.py': 'import signal\nBREAK = signal.SGITERM\n',
    'a/appeals.py':
      'try:\n    import nowhere\nexcept ImportError as error:\n    raise RuntimeError("install nowhere") from error\n',
    'a/slips.py': 'try:\n    import nowhere\nexcept ImportError:\n    undefined\n',
    'a/tests/test_it.py': 'import nowhere\n',
    'a/conftest.py': 'import nowhere\n',
    'a/test/client.py': 'import nowhere\n',
    'a/check/test/test_it.py': 'import nowhere\n',
    'a/templates/project/settings.py': 'import nowhere\n',
    'a/generated/api.py': 'import nowhere\n',
  };
  const report = await inspected({ files });
  const elsewhere = Object.entries(report.failures).filter(([, failure]) => failure.elsewhere !== null);
  expect(elsewhere.map(([module]) => module).toSorted()).toEqual(
    ['asserts', 'browser', 'loads_dll', 'loop', 'raises', 'registry', 'signals'].map((name) => `a.${name}`),
  );
  expect(Object.keys(report.failures)).toHaveLength(Object.keys(files).length - 1);
  expect(report.tests.toSorted()).toEqual(['a.check.test.test_it', 'a.conftest', 'a.tests.test_it']);
  expect(report.templates).toEqual(['a.templates.project.settings']);
  const appeals = Object.entries(report.failures).filter(([, failure]) => failure.asked_by !== null);
  expect(appeals.map(([module, failure]) => [module, failure.asked_by])).toEqual([
    ['a.appeals', 'a.appeals'],
  ]);
});

it('finds a module that another one of its name hides, and one that ends Python', async () => {
  const { failures } = await inspected({ files: { 'sys.py': '', 'a/sys.py': '' } });
  expect(Object.fromEntries(Object.entries(failures).map(([module, { error }]) => [module, error]))).toEqual({
    sys: 'built-in is imported in its place',
  });
  const ends = 'import os\nos._exit(0)\n';
  await expect(inspected({ files: { 'a/__init__.py': '', 'a/ends.py': ends } })).rejects.toThrow(
    'import a.ends ends Python',
  );
});
