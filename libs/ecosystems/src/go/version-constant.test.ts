import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findVersionConstant } from './version-constant.ts';

test.each([
  ['const Version = "1.2.3"', 1],
  ['package sdk\n\nconst Version = "1.2.3" // x-release-please-version\n', 3],
  ['const Version = "1.2.3" /* the "base" version */\n', 1],
  ['const Version="1.2.3";', 1],
  ['const\tVersion  string =\n\t"1.2.3"', 1],
  ['const Version = `1.2.3`\r\n', 1],
  ['var Version = "1.2.3"', 1],
  ['// const Version = "0.0.0"\n/*\nconst Version = "0.0.1"\n*/\nconst Version = "1.2.3"', 5],
  ['const (\n\tName = "sdk"\n\t// Version is ours.\n\tVersion = "1.2.3" // {x-release-please-version}\n)', 4],
  ['const (Name = "a)"; Version = "1.2.3")', 1],
  ['const (\n\tA = iota\n\tB\n)\n\nconst Version = "1.2.3"', 6],
  ['const Name, Version = f("a", 1), "1.2.3"', 1],
  ['const Quote = "\\"const Version = "\nconst Version = "1.2.3"', 2],
  ['const Rune = \'"\'\nconst Version = "1.2.3"', 2],
  ['const Text = `\nconst Version = "0.0.0"\n`\nconst Version = "1.2.3"', 4],
  ['func f() { const Version = "0.0.0" }\nconst Version = "1.2.3"', 2],
  ['type T struct {\n\tVersion string\n}\nvar Version = "1.2.3"', 4],
])('%j declares 1.2.3 on line %i', (source, line) => {
  const at = source.indexOf('1.2.3');
  expect(findVersionConstant(source)).toEqual({ line, literal: { text: '1.2.3', at } });
});

test.each([
  ['const Version = "1" + ".2.3"', 1],
  ['const Version = major', 1],
  ['package sdk\n\nvar Version string\n', 3],
  ['const (\n\tMajor = 1\n\tVersion = Prefix + "1.2.3"\n)', 3],
  ['const Version = string("1.2.3")', 1],
])('%j declares it on line %i, but as no single string', (source, line) => {
  expect(findVersionConstant(source)).toEqual({ line, literal: undefined });
});

test.each([
  '',
  'package sdk',
  'const VERSION = "1.2.3"',
  'const version, Versions = "1.2.3", "1.2.3"',
  'func Version() string { return "1.2.3" }',
  'func f() { const Version = "1.2.3" }',
  'const Name = "const Version = \\"1.2.3\\""',
  '/* const Version = "1.2.3"',
])('%j declares none', (source) => {
  expect(findVersionConstant(source)).toBeUndefined();
});

test('whatever stands around it, it is found where it stands', () => {
  const around = fc.array(
    fc.constantFrom(
      '// const Version = "9.9.9"\n',
      '/* ( */ ',
      'const A = "(\\"{" // )\n',
      'var b = []string{"Version", `"`}\n',
      "const R = '('\n",
      'func f(x []int) { if x[0] == 1 { const Version = "0" } }\n',
      'type S struct { Version string `json:"version"` }\n',
      '\r\n',
    ),
  );
  const declaration = fc.constantFrom(
    'const Version = "1.2.3" // last\n',
    'var (\n\tX = 1\n\tVersion string = "1.2.3"\n)\n',
    'const Version, Y = "1.2.3", 2\n',
  );
  fc.assert(
    fc.property(around, declaration, around, (before, own, after) => {
      const source = ['package sdk\n', ...before, own, ...after].join('');
      const at = source.indexOf('1.2.3');
      const line = source.slice(0, source.lastIndexOf('Version', at)).split('\n').length;
      expect(findVersionConstant(source)).toEqual({ line, literal: { text: '1.2.3', at } });
    }),
  );
});
