import { expect, it } from 'vitest';
import { lineOf, quoted } from './line-of.ts';

const text = '[project]\ndependencies = [\n  "a-b",\n  \'a\',\n]\n[tool]\na = 1\n';

it.each([
  [quoted('a-b'), undefined, 3],
  [quoted('a'), undefined, 4],
  [['a = '], '[tool]', 7],
  [quoted('c'), undefined, 1],
  [['nowhere', 'dependencies'], undefined, 2],
])('%j after %s stands on line %i', (wanted, after, line) => {
  expect(lineOf(text, wanted, after)).toBe(line);
});
