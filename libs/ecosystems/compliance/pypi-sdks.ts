import { BASE, type Breakage, type Refusal, type UnusualSdk } from './fixture.ts';

const BUILD_SYSTEM = '[build-system]\nrequires = ["uv_build>=0.9,<1"]\nbuild-backend = "uv_build"\n';

/** Returns the name of the module that a fixture installs. */
export const moduleOf = (name: string): string => name.replaceAll('-', '_');

/** Makes the pyproject.toml of a project, with further lines of `[project]` and further tables. */
export const pyproject = (name: string, version: string, ...more: string[]): string =>
  `[project]\nname = "${name}"\nversion = "${version}"\nrequires-python = ">=3.11"\n${more.join('')}\n${BUILD_SYSTEM}`;

/** Changes of a good Python package that must make its smoke fail. */
export const pypiBreakages: readonly Breakage[] = [
  {
    what: 'a module that fails where it is imported',
    files: (name) => ({ [`src/${moduleOf(name)}/broken.py`]: 'import missing_everywhere\n' }),
    check: 'wheel imports',
  },
  {
    what: 'a command whose function is not there',
    files: (name) => ({
      'pyproject.toml': pyproject(name, BASE, `\n[project.scripts]\nhello = "${moduleOf(name)}:hello"\n`),
    }),
    check: 'wheel entry points',
  },
  {
    what: 'an import in a function that leads nowhere',
    files: (name) => ({
      [`src/${moduleOf(name)}/late.py`]: 'def late() -> None:\n    import missing_everywhere\n',
    }),
    check: 'wheel late imports',
  },
  {
    what: 'a package without py.typed',
    files: (name) => ({
      'pyproject.toml': `${pyproject(name, BASE)}\n[tool.uv.build-backend]\nwheel-exclude = ["**/py.typed"]\n`,
    }),
    check: 'wheel py.typed',
  },
  {
    what: 'a requirement that nobody serves',
    files: (name) => ({
      'pyproject.toml': pyproject(name, BASE, `dependencies = ["${name}-missing==1"]\n`),
    }),
    check: 'wheel install',
  },
];

/** Unusual Python packages that must pass their smoke. */
export const unusualPypiSdks: readonly UnusualSdk[] = [
  {
    what: 'optional parts',
    files: optionalParts,
    notRun: (name) => [`${moduleOf(name)}.settings`],
  },
  {
    what: 'stubs alone',
    files: (name) => ({
      'pyproject.toml': `${pyproject(name, BASE)}\n[tool.uv.build-backend]\nmodule-name = "${moduleOf(name)}-stubs"\n`,
      [`src/${moduleOf(name)}-stubs/__init__.pyi`]: 'GREETING: str\n',
      [`src/${moduleOf(name)}-stubs/py.typed`]: 'partial\n',
      [`src/${moduleOf(name)}`]: null,
    }),
  },
];

/** Makes an SDK whose modules need an extra, a host program, and another platform. */
function optionalParts(name: string): Record<string, string> {
  const folder = `src/${moduleOf(name)}`;
  return {
    'pyproject.toml': pyproject(
      name,
      BASE,
      '\n[project.optional-dependencies]\nyaml = ["pyyaml>=6"]\n',
      `\n[project.entry-points.pytest11]\nhello = "${moduleOf(name)}.plugin"\n`,
    ),
    [`${folder}/__init__.py`]: 'GREETING = "hello"\n',
    [`${folder}/py.typed`]: '',
    [`${folder}/config.py`]: 'import yaml\n\nCONFIG = yaml.safe_load("{}")\n',
    [`${folder}/plugin.py`]: 'import pytest\n\n\n@pytest.fixture\ndef hello() -> str:\n    return "hello"\n',
    [`${folder}/settings.py`]: 'import winreg\n\nKEY = winreg.HKEY_CURRENT_USER\n',
  };
}

/** Changes of a good Python package that `pack` must refuse. */
export const pypiRefusals: readonly Refusal[] = [
  {
    what: 'tests that would be installed beside all packages',
    files: (name) => ({
      'pyproject.toml': `${pyproject(name, BASE)}\n[tool.uv.build-backend]\nmodule-name = ["${moduleOf(name)}", "tests"]\n`,
      'src/tests/__init__.py': '"""Tests."""\n',
    }),
    file: 'src/tests/__init__.py',
    at: 'Tests',
  },
  {
    what: 'a file that it reads and does not pack',
    files: (name) => ({
      'pyproject.toml': `${pyproject(name, BASE)}\n[tool.uv.build-backend]\nsource-exclude = ["greetings.json"]\n`,
      [`src/${moduleOf(name)}/greetings.json`]: '{}\n',
      [`src/${moduleOf(name)}/greetings.py`]: [
        'from importlib.resources import files',
        '',
        '',
        'def greetings() -> str:',
        '    return (files(__package__) / "greetings.json").read_text()',
        '',
      ].join('\n'),
    }),
    file: (name) => `src/${moduleOf(name)}/greetings.py`,
    at: 'greetings.json',
  },
];
