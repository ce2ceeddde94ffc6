import { beforeAll, expect, it } from 'vitest';
import type { InstalledReport } from './installed-report.ts';
import { inspected } from './testing/inspected.ts';

const inFunction = (...lines: string[]): string =>
  `def f():\n${lines.map((line) => `    ${line}\n`).join('')}`;

/** The source of a module `a.mN`, and its imports that do not resolve. */
const CASES: readonly (readonly [source: string, ...unresolved: string[]])[] = [
  // Imports that must resolve.
  [inFunction('import nowhere'), 'nowhere'],
  [inFunction('import json, nowhere.part as part'), 'nowhere.part'],
  [inFunction('from nowhere import anything'), 'nowhere'],
  [inFunction('from . import real, missing'), 'a.missing'],
  [inFunction('from .missing import anything'), 'a.missing'],
  [inFunction('from .real import VALUE, GONE'), 'a.real.GONE'],
  [inFunction('from ...above import anything'), '...above'],
  [inFunction('import third.gone'), 'third.gone'],
  ['class C:\n    def method(self):\n        import nowhere\n', 'nowhere'],
  [inFunction('for one in ():', '    with open(one):', '        import nowhere'), 'nowhere'],
  [inFunction('try:', '    import nowhere', 'except ValueError:', '    pass'), 'nowhere'],
  [inFunction('try:', '    import nowhere', 'except Exception:', '    print()', '    raise'), 'nowhere'],
  [inFunction('try:', '    import nowhere', 'finally:', '    pass'), 'nowhere'],
  [inFunction('if __name__:', '    import nowhere'), 'nowhere'],
  [`import sys\n${inFunction('if sys.platform != "win32":', '    import nowhere')}`, 'nowhere'],
  [`import sys\n${inFunction('if sys.version_info >= (3, 8):', '    import nowhere')}`, 'nowhere'],
  [inFunction('try:', '    import nowhere', 'except ImportError:', '    import nowhere_too'), 'nowhere_too'],
  [
    inFunction(
      'try:',
      '    import json',
      'except ImportError:',
      '    json = None',
      'else:',
      '    import nowhere',
    ),
    'nowhere',
  ],
  [`def f(debug=False):\n    if debug:\n        import nowhere\n`, 'nowhere'],
  [
    `def g():\n    import nowhere\ndef f():\n    try:\n        g()\n    except Exception:\n        pass\n`,
    'nowhere',
  ],
  [inFunction('from .real import OnlyForTypes'), 'a.real.OnlyForTypes'],
  // Imports that resolve.
  [inFunction('from .real import on_windows')],
  [
    inFunction(
      'try:',
      '    from .lazy import fails',
      'except ImportError:',
      '    pass',
      'else:',
      '    import nowhere',
    ),
  ],
  [inFunction('from .real import VALUE', 'from . import real', 'from a.package.part import made_later')],
  [inFunction('import third.part', 'from third import anything', 'import xml.dom.minidom')],
  [inFunction('from .lazy import found_when_asked')],
  // Imports that may be absent.
  [inFunction('try:', '    import nowhere', 'except ImportError:', '    pass')],
  [inFunction('try:', '    import nowhere', 'except (ValueError, ModuleNotFoundError):', '    pass')],
  [inFunction('try:', '    import nowhere', 'except Exception:', '    pass')],
  [inFunction('try:', '    import nowhere', 'except:', '    pass')],
  [
    inFunction(
      'try:',
      '    import nowhere',
      'except ImportError as error:',
      '    raise ValueError from error',
    ),
  ],
  [inFunction('try:', '    import json', 'except ImportError:', '    import nowhere as json')],
  [
    inFunction(
      'try:',
      '    import nowhere',
      'except ImportError:',
      '    pass',
      'else:',
      '    import nowhere.part',
    ),
  ],
  [`from contextlib import suppress\n${inFunction('with suppress(ImportError):', '    import nowhere')}`],
  ['from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from nowhere import Type\n'],
  ['import typing as t\nif t.TYPE_CHECKING:\n    from .missing import Type\n'],
  [inFunction('import winreg, msvcrt')],
  [`import sys\n${inFunction('if sys.platform == "win32":', '    import nowhere')}`],
  [`import sys\n${inFunction('if sys.platform.startswith("win"):', '    import nowhere')}`],
  [`import os\n${inFunction('if os.name == "nt":', '    import nowhere')}`],
  [`import platform\n${inFunction('if platform.system() == "Windows":', '    import nowhere')}`],
  [`import sys\n${inFunction('if sys.version_info < (3, 8):', '    import nowhere')}`],
  [`import sys\nWINDOWS = sys.platform == "win32"\n${inFunction('if WINDOWS:', '    import nowhere')}`],
  [`from .real import WINDOWS\n${inFunction('if WINDOWS:', '    import nowhere')}`],
  [`import sys\nWANTED = ["x"]\n${inFunction('if sys.platform in WANTED:', '    import nowhere')}`],
  [`import sys\n${inFunction('if sys.platform != "win32":', '    return', 'import nowhere')}`],
  [`import sys\n${inFunction('assert sys.platform == "win32"', 'import nowhere')}`],
  [
    'try:\n    import nowhere\nexcept ImportError:\n    nowhere = None\nif nowhere is not None:\n    import nowhere.part\n',
  ],
  [
    `try:\n    import nowhere\n    HAS_IT = True\nexcept ImportError:\n    HAS_IT = False\n${inFunction('if HAS_IT:', '    from nowhere import part')}`,
  ],
  [
    `from importlib.util import find_spec\n${inFunction('if find_spec("nowhere") is None:', '    raise ValueError', 'import nowhere')}`,
  ],
  [`import sys\n${inFunction('if "nowhere" in sys.modules:', '    import nowhere')}`],
  [`def g():\n    import nowhere\ndef f():\n    try:\n        g()\n    except ImportError:\n        pass\n`],
  [inFunction('import importlib', 'importlib.import_module(f"nowhere.{f}")')],
];

const REAL = `import sys
from typing import TYPE_CHECKING
if TYPE_CHECKING:
    from third import OnlyForTypes
VALUE = 1
WINDOWS = sys.platform == "win32"
if WINDOWS:
    def on_windows(): pass
`;

let report: InstalledReport;

beforeAll(async () => {
  const modules = CASES.map(([source], index) => [`a/m${index}.py`, source]);
  report = await inspected({
    files: {
      ...Object.fromEntries(modules),
      'a/__init__.py': '',
      'a/__main__.py': 'import nowhere_in_main\n',
      'a/real.py': REAL,
      'a/package/__init__.py': '',
      'a/package/part.py': 'def init():\n    global made_later\n    made_later = 1\n',
      'a/lazy.py':
        'def __getattr__(name):\n    if name == "found_when_asked":\n        return 1\n    if name == "fails":\n        raise ModuleNotFoundError\n    raise AttributeError(name)\n',
      // A wheel's own program is installed beside the interpreter.
      '../bin/a-script': '#!/usr/bin/env python\nimport a, nowhere_in_script\n',
      '../bin/a-command': '#!/usr/bin/env python\nimport nowhere\n',
      '../bin/a-shell-script': '#!/bin/sh\nimport nowhere\n',
      'a/tests/test_it.py': inFunction('import nowhere'),
      'a/skipped.py': inFunction('import nowhere'),
    },
    others: {
      'third/__init__.py': 'anything = 1\n',
      'third/part.py': '',
      'third-1.dist-info/METADATA': 'Name: Third_Party\nVersion: 1\n',
      'third-1.dist-info/RECORD': 'third/__init__.py,,\nthird/part.py,,\n',
      'meta-1.dist-info/METADATA':
        'Name: meta\nVersion: 1\nRequires-Dist: Third.Party\nRequires-Dist: meta[x]\n',
      'meta-1.dist-info/RECORD': 'meta-1.dist-info/METADATA,,\n',
    },
    metadata: ['Requires-Dist: meta', 'Requires-Dist: gone; extra == "x"'],
    entryPoints: '[console_scripts]\na-command = a.real:VALUE\n',
    skipped: ['a.skipped'],
  });
});

it.each(CASES.map(([source, ...unresolved], index) => ({ source, unresolved, index })))(
  '$source leads to all but $unresolved',
  ({ unresolved, index }) => {
    const found = report.unresolved.filter(({ module }) => module === `a.m${index}`);
    expect(report.failures[`a.m${index}`]).toBeUndefined();
    expect(found.map(({ imported }) => imported)).toEqual(unresolved);
  },
);

it('looks in what runs by "python -m" and in a program that the wheel holds, and neither in tests nor in what is left out', () => {
  const others = report.unresolved.filter(({ module }) => !/^a\.m\d+$/.test(module));
  expect(others).toEqual([
    {
      file: 'a/__main__.py',
      line: 1,
      module: 'a.__main__',
      imported: 'nowhere_in_main',
      text: 'nowhere_in_main',
    },
    {
      file: 'bin/a-script',
      line: 2,
      module: 'bin/a-script',
      imported: 'nowhere_in_script',
      text: 'nowhere_in_script',
    },
  ]);
});

it('knows who brings a third party, and whom a distribution without modules stands for', () => {
  expect(report.thirdParties.third).toMatch(/^a\/m\d+\.py:\d+$/);
  expect(report.providers.third).toEqual(['third-party']);
  expect(report.declared).toEqual(['gone', 'meta', 'third-party']);
});
