import { expect, it } from 'vitest';
import { lineOf, quoted } from './line-of.ts';

const text = `[project]
dependencies = [
  "a-b",
  'a',
]
[tool.uv]
extra-index-url = ["x"]
index-url = "y"
a = 1
`;

it.each([
  [quoted('a-b'), undefined, 3],
  [quoted('a'), undefined, 4],
  [['a'], '[tool', 9],
  [['index-url'], undefined, 8],
  [quoted('c'), undefined, 1],
  [['nowhere', 'dependencies'], undefined, 2],
])('%j after %s stands on line %i', (wanted, after, line) => {
  expect(lineOf(text, wanted, after)).toBe(line);
});
