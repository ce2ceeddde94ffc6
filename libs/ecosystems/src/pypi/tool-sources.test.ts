import { describe, expect, it } from 'vitest';
import { parseToml } from './toml.ts';
import { findPdmSources, findPoetrySources, findUvSources, type Settings } from './tool-sources.ts';

function settings(text: string): Settings {
  const toml = parseToml('f', text);
  return { toml, value: toml.content, path: [] };
}

describe('uvSources', () => {
  it.each([
    ['[sources]\nb = { path = "../b" }\n', [[2, 'takes b by "path"']]],
    ['[sources]\nb = { path = "../b", editable = true }\n', [[2, 'takes b by "path", "editable"']]],
    [
      '[sources]\nb = { workspace = true }\nc = { git = "x" }\n',
      [
        [2, 'takes b by "workspace"'],
        [3, 'takes c by "git"'],
      ],
    ],
    ['[sources]\nb = [{ index = "x", marker = "m" }, { url = "y" }]\n', [[2, 'takes b by "url", "index"']]],
    ['[sources.b]\nworkspace = false\n', []],
    ['[[index]]\nurl = "x"\n', [[1, 'sets "index"']]],
    [
      'extra-index-url = ["x"]\nindex-url = "y"\n',
      [
        [2, 'sets "index-url"'],
        [1, 'sets "extra-index-url"'],
      ],
    ],
    ['dev-dependencies = ["b @ file:///b", "c"]\n', [[1, 'takes b from a direct reference']]],
    ['package = false\n', []],
  ])('in %j', (text, found) => {
    expect(findUvSources(settings(text)).map(({ line, reason }) => [line, reason])).toEqual(found);
  });
});

describe('poetrySources and pdmSources', () => {
  it.each([
    [findPoetrySources, '[dependencies]\na = "^1"\nb = { path = "b" }\n', ['takes b by "path"']],
    [findPoetrySources, '[group.dev.dependencies]\nb = { git = "b" }\n', ['takes b by "git"']],
    [findPoetrySources, '[[source]]\nname = "x"\n', ['sets "source"']],
    [
      findPdmSources,
      '[dev-dependencies]\ndev = ["-e file:///b#egg=b", "c"]\n',
      ['installs an editable folder'],
    ],
  ])('%o in %j', (sources, text, reasons) => {
    expect(sources(settings(text)).map(({ reason }) => reason)).toEqual(reasons);
  });

  it.each([[undefined], ['text'], [[]]])('find nothing in %j', (value) => {
    for (const sources of [findUvSources, findPoetrySources, findPdmSources])
      expect(sources({ ...settings(''), value })).toEqual([]);
  });
});
