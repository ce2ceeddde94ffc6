import { describe, expect, it } from 'vitest';
import { findPipConfigSources, findRequirementsSources } from './requirements-sources.ts';

describe('requirementsSources', () => {
  it.each([
    ['-e ../b'],
    ['-e../b'],
    ['--editable=../b'],
    ['./b'],
    ['../b ; python_version > "3"'],
    ['/b'],
    ['file:///b'],
    ['git+https://host/b'],
    ['https://host/b-1.tar.gz'],
    ['b-1-py3-none-any.whl'],
    ['b @ git+ssh://host/b'],
    ['--find-links ../b'],
    ['-f ../b'],
    ['--index-url https://host'],
    ['  --extra-index-url=https://host \\'],
    ['-i https://host'],
  ])('finds %s', (line) => {
    expect(findRequirementsSources(`a==1\n${line}\n`).map((found) => found.line)).toEqual([2]);
  });

  it.each([
    ['# -e ../b'],
    ['b==1 # from ./b'],
    ['b==1 \\'],
    ['    --hash=sha256:aa'],
    ['b==1 --hash=sha256:aa'],
    ['-r other.txt'],
    ['b[x]>=1 ; sys_platform == "win32"'],
    [''],
  ])('finds nothing in %j', (line) => {
    expect(findRequirementsSources(line)).toEqual([]);
  });
});

it('finds the indexes of a pip.conf', () => {
  const text =
    '[global]\nindex-url = https://host\ntimeout = 1\nextra-index-url: https://host\n; find-links = x\n';
  expect(findPipConfigSources(text).map(({ line }) => line)).toEqual([2, 4]);
});
