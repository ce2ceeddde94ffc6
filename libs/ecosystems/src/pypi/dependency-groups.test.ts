import { describe, expect, it } from 'vitest';
import { partsToResolve } from './dependency-groups.ts';
import { parsePyproject } from './pyproject.ts';

const parts = (text: string): unknown =>
  partsToResolve(parsePyproject('f', `[project]\nname = "service"\ndependencies = ["httpx"]\n${text}`), [
    'sdk',
  ]);

const groups = (...names: readonly string[]): unknown => ({ groups: names, extras: [] });

describe('partsToResolve', () => {
  it.each([
    ['nothing where there is nothing', '', groups()],
    [
      'dev and tests, and no other',
      '[dependency-groups]\ndocs = ["sphinx"]\ndev = ["pytest"]\nTest = ["responses"]\nlint = ["ruff"]\n',
      groups('dev', 'Test'),
    ],
    [
      'what default-groups names',
      '[dependency-groups]\ndev = ["pytest"]\nci = ["coverage"]\n[tool.uv]\ndefault-groups = ["ci"]\n',
      groups('ci', 'dev'),
    ],
    [
      'all where default-groups says so',
      '[dependency-groups]\ndocs = ["sphinx"]\ndev = ["pytest"]\n[tool.uv]\ndefault-groups = "all"\n',
      groups('docs', 'dev'),
    ],
    [
      'the first group that brings pytest, where no other does',
      '[dependency-groups]\ndev = ["ruff"]\nunit = ["pytest"]\nend-to-end = ["pytest", "playwright"]\n',
      groups('dev', 'unit'),
    ],
    [
      'no second one for pytest, where it is included',
      '[dependency-groups]\ndev = [{ include-group = "unit" }]\nunit = ["pytest"]\nmore = ["pytest"]\n',
      groups('dev'),
    ],
    [
      'the group that requires an SDK',
      '[dependency-groups]\ndev = ["pytest"]\nbatch = ["SDK>=1"]\nother = ["rich"]\n',
      groups('dev', 'batch'),
    ],
    [
      'none of groups that exclude each other',
      '[dependency-groups]\ndev = ["pytest"]\nold = ["attrs<22"]\nnew = ["attrs>=23"]\n[tool.uv]\nconflicts = [[{ group = "old" }, { group = "new" }]]\n',
      groups('dev'),
    ],
    [
      'one of those where only they bring pytest',
      '[dependency-groups]\nold = ["pytest<8"]\nnew = ["pytest>=8"]\n[tool.uv]\nconflicts = [[{ group = "old" }, { group = "new" }]]\n',
      groups('old'),
    ],
    [
      'no group that excludes a default one, by what it includes either',
      '[dependency-groups]\ndev = ["pytest>=8"]\ntest = [{ include-group = "old" }]\nold = ["pytest<8"]\n[tool.uv]\nconflicts = [[{ group = "old" }, { group = "dev" }]]\n',
      groups('dev'),
    ],
    [
      'every extra, save those that exclude each other or a group',
      '[project.optional-dependencies]\nfast = ["uvloop"]\ncpu = ["attrs<22"]\ngpu = ["attrs>=23"]\nx_y = ["b"]\n[dependency-groups]\ndev = ["pytest"]\n[tool.uv]\nconflicts = [[{ extra = "cpu" }, { extra = "gpu" }], [{ extra = "x-y" }, { group = "dev" }]]\n',
      { groups: ['dev'], extras: ['fast'] },
    ],
    [
      'an extra that excludes a group which is not taken, and one of another package',
      '[project.optional-dependencies]\nfast = ["uvloop"]\ncpu = ["b"]\n[dependency-groups]\nold = ["uvloop<1"]\n[tool.uv]\nconflicts = [[{ extra = "fast" }, { group = "old" }], [{ package = "other", extra = "cpu" }, { package = "other", extra = "fast" }]]\n',
      { groups: [], extras: ['fast', 'cpu'] },
    ],
  ])('takes %s', (_, text, expected) => {
    expect(parts(text)).toEqual(expected);
  });
});
