import { describe, expect, it } from 'vitest';
import { parseToml, type TomlPath } from './toml.ts';

const text = `[project]
dependencies = [
  "a-b", # a comment that names "a"
  'a',
]
description = """
version = "1"
"""
version = "2"
readme = { file = "README.md" }

[tool.uv]
extra-index-url = ["x"]
index-url = "y"
"quoted key".inner = 1
[[tool.uv.index]]
url = "first"
[[tool.uv.index]]
url = "second"
`;

describe('lineOf', () => {
  it.each<[TomlPath, number]>([
    [[], 1],
    [['project'], 1],
    [['project', 'dependencies', 0], 3],
    [['project', 'dependencies', 1], 4],
    [['project', 'dependencies', 9], 2],
    // A search of the text would find line 7.
    [['project', 'version'], 9],
    [['project', 'readme', 'file'], 10],
    [['project', 'readme', 'text'], 10],
    [['project', 'nowhere'], 1],
    [['tool', 'uv', 'index-url'], 14],
    [['tool', 'uv', 'quoted key', 'inner'], 15],
    [['tool', 'uv', 'index', 1, 'url'], 19],
    [['tool', 'pdm'], 12],
    [['nowhere'], 1],
  ])('%j stands on line %i', (path, line) => {
    expect(parseToml('f', text).lineOf(...path)).toBe(line);
  });

  it('counts lines that end as on Windows', () => {
    expect(parseToml('f', 'a = 1\r\nb = 2\r\n').lineOf('b')).toBe(2);
  });

  it('reads what TOML 1.1 has', () => {
    expect(parseToml('f', 'a = {\n  b = 1,\n}\nc = "\\e"\n').lineOf('a', 'b')).toBe(2);
  });
});
