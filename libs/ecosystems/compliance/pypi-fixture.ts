import { compare } from '@renovatebot/pep440';
import { pypi } from '../src/pypi/index.ts';
import { BASE, type Fixture, type ForbiddenCase, SNAPSHOT, type UsedSdk } from './fixture.ts';
import { oddPypiAnswers, wrongPypiAnswers } from './pypi-answers.ts';
import { moduleOf, pypiBreakages, pypiRefusals, pyproject, unusualPypiSdks } from './pypi-sdks.ts';

const serviceProject = (requirement: string): string =>
  pyproject(
    'service',
    '0.1.0',
    `dependencies = ["${requirement}"]\n`,
    '\n[project.scripts]\nservice = "service:main"\n',
    '\n[dependency-groups]\ndev = ["pytest>=9,<10"]\n',
    // Groups that can't be resolved together, which uv allows.
    'old = ["packaging<22"]\nnew = ["packaging>=23"]\n',
    '\n[tool.uv]\nconflicts = [[{ group = "old" }, { group = "new" }]]\n',
  );

export const pypiFixture: Fixture = {
  ecosystem: pypi,
  manifestFile: 'pyproject.toml',
  name: (word) => `compliance-${word}`,
  spelled: { release: BASE, snapshot: `${BASE}.dev${SNAPSHOT}` },
  compareVersions: compare,

  sdk: (name, content) => ({
    'pyproject.toml': pyproject(name, BASE),
    [`src/${moduleOf(name)}/__init__.py`]: `GREETING = "${content}"\n`,
    [`src/${moduleOf(name)}/py.typed`]: '',
  }),
  requiring: (name, content, required) => ({
    ...pypiFixture.sdk(name, content),
    'pyproject.toml': pyproject(
      name,
      BASE,
      `dependencies = [${required.map((one) => `"${one}>=${BASE}"`).join(', ')}]\n`,
    ),
  }),
  checks: [
    'simple index in HTML (PEP 503)',
    'simple index, JSON preferred (PEP 691)',
    'wheel bytes',
    'wheel is what the index says',
    'wheel core metadata (PEP 658)',
    'sdist bytes',
    'sdist is what the index says',
    'wheel install',
    'wheel version',
    'wheel RECORD',
    'wheel imports',
    'wheel entry points',
    'wheel late imports',
    'wheel py.typed',
    'wheel dependencies',
    'sdist install',
    'sdist version',
    'sdist RECORD',
    'sdist imports',
    'sdist entry points',
    'sdist late imports',
    'sdist py.typed',
    'sdist dependencies',
  ],
  optionalChecks: ['wheel core metadata (PEP 658)'],
  breakages: pypiBreakages,

  unusual: unusualPypiSdks,
  refusals: pypiRefusals,
  registryAlone: {},
  otherRepository: undefined,

  linked: (name) => {
    const folder = `src/${moduleOf(name)}`;
    return {
      files: {
        'pyproject.toml': pyproject(name, BASE, 'readme = "README.md"\n'),
        [`${folder}/greet.sh`]: '#!/bin/sh\necho hello\n',
        [`${folder}/__init__.py`]: [
          'import json',
          'import subprocess',
          'from importlib.resources import files',
          '',
          'HERE = files(__name__)',
          'GREETING = subprocess.check_output([str(HERE / "greet.sh")], text=True)',
          'GREETING += json.loads((HERE / "data.json").read_text())["to"]',
          '',
        ].join('\n'),
      },
      executable: `${folder}/greet.sh`,
      links: { [`${folder}/data.json`]: '../../../shared/data.json', 'README.md': '../README.md' },
    };
  },
  oddAnswers: oddPypiAnswers,
  wrongAnswers: wrongPypiAnswers,

  range: '>=1.2,<2',
  service: ({ name, range, version }) => ({
    'pyproject.toml': serviceProject(`${name}${range}`),
    'src/service/__init__.py': [
      'import sys',
      'from importlib.metadata import version',
      'from pathlib import Path',
      '',
      `from ${moduleOf(name)} import GREETING`,
      '',
      '__all__ = ["GREETING"]',
      '',
      '',
      'def main() -> None:',
      '    if len(sys.argv) < 2:',
      '        sys.exit(3)',
      `    Path(sys.argv[1]).write_text(version("${name}"))`,
      '',
    ].join('\n'),
    'tests/test_service.py': [
      'import os',
      'from importlib.metadata import version',
      '',
      `import ${moduleOf(name)}`,
      '',
      '',
      'def test_version() -> None:',
      `    assert version("${name}") == "${version}"`,
      `    assert ${moduleOf(name)}.GREETING`,
      '    assert not [variable for variable in os.environ if variable.endswith("_PASSWORD")]',
      '',
    ].join('\n'),
  }),
  needing: (_, file) => ({
    'tests/test_needed.py': [
      'from pathlib import Path',
      '',
      '',
      'def test_needed() -> None:',
      `    assert Path("${file}").read_text()`,
      '',
    ].join('\n'),
  }),
  accepted: [
    ['>=1.2,<2', BASE, true],
    ['~=1.2.0', BASE, true],
    ['==1.2.3', BASE, true],
    ['==1.2.*', BASE, true],
    ['', BASE, true],
    ['>=1.2.4', BASE, false],
    ['<1.2', BASE, false],
    ['!=1.2.3', BASE, false],
    ['~=2.0', BASE, false],
    ['^1.2', BASE, false],
  ],
  forbidden,
};

function forbidden({ name, range }: UsedSdk): ForbiddenCase[] {
  const project = 'service/pyproject.toml';
  const inProject = (what: string, at: string, ...more: string[]): ForbiddenCase => ({
    what,
    files: { [project]: `${serviceProject(`${name}${range}`)}\n${more.join('\n')}\n` },
    file: project,
    at,
  });
  const beside = (what: string, file: string, at: string, text: string): ForbiddenCase => ({
    what,
    files: { [`service/${file}`]: text },
    file: `service/${file}`,
    at,
  });
  const reference = `${name} @ https://example.com/sdk.whl`;
  const uvLock = `version = 1\n\n[[package]]\nname = "${name}"\nversion = "${BASE}"\nsource = { editable = "../sdk" }\n`;
  return [
    inProject('a source by a path', '../sdk', '[tool.uv.sources]', `${name} = { path = "../sdk" }`),
    inProject(
      'an editable source',
      '../sdk',
      '[tool.uv.sources]',
      `${name} = { path = "../sdk", editable = true }`,
    ),
    inProject(
      'a source by git',
      'git',
      '[tool.uv.sources]',
      `${name} = { git = "https://example.com/sdk.git" }`,
    ),
    inProject(
      'a source in the workspace',
      'workspace',
      '[tool.uv.sources]',
      `${name} = { workspace = true }`,
    ),
    inProject(
      'an index of its own',
      '[[tool.uv.index]]',
      '[[tool.uv.index]]',
      'url = "https://example.com/simple"',
    ),
    inProject(
      'a dependency of Poetry by a path',
      '../sdk',
      '[tool.poetry.dependencies]',
      `${name} = { path = "../sdk" }`,
    ),
    {
      what: 'a direct reference',
      files: { [project]: serviceProject(reference) },
      file: project,
      at: reference,
    },
    beside('an editable requirement', 'requirements-dev.txt', '-e', 'pytest==9.0.0\n-e ../sdk\n'),
    beside('a requirement by a path', 'requirements.txt', '../sdk', 'pytest==9.0.0\n../sdk\n'),
    beside(
      'another index',
      'requirements.in',
      '--index-url',
      'pytest\n--index-url https://example.com/simple\n',
    ),
    beside('a lock with an editable source', 'uv.lock', 'editable', uvLock),
    beside('a uv.toml', 'uv.toml', 'find-links', 'offline = true\nfind-links = ["../wheels"]\n'),
    {
      what: 'a uv.toml above',
      files: { 'uv.toml': 'extra-index-url = ["https://example.com/simple"]\n' },
      file: 'uv.toml',
      at: 'extra-index-url',
    },
  ];
}
