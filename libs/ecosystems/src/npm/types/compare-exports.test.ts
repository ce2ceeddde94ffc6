import { describe, expect, test } from 'vitest';
import type { RunTimeExports, RunTimeValue } from '../run/exports.ts';
import { compareExports } from './compare-exports.ts';
import type { DeclaredExports } from './describe-types.ts';

const value = (...names: string[]): RunTimeValue => ({ names, callable: false, opaque: false });
const called = (...names: string[]): RunTimeValue => ({ ...value(...names), callable: true });

const declared = (names: readonly string[], more: Partial<DeclaredExports> = {}): DeclaredExports => ({
  ...{ assigned: false, callable: false, commonJs: false },
  ...more,
  names: names.map((name) => ({ name })),
});

/** Lists the missing names, with a `?` if harmless; `other` for another difference. */
function differences(
  system: 'import' | 'require',
  types: DeclaredExports,
  exported: RunTimeExports,
): string[] {
  return compareExports({ system, specifier: 'sdk', declared: types, exported }).map(
    ({ missing, harmless }) =>
      `${missing.length === 0 ? 'other' : missing.map(({ name }) => name).join()}${harmless ? '?' : ''}`,
  );
}

const esm = (names: readonly string[], standard?: RunTimeValue): RunTimeExports => ({
  whole: value(...names, ...(standard === undefined ? [] : ['default'])),
  ...(standard === undefined ? {} : { default: standard }),
});
const cjs = (seen: readonly string[], all: RunTimeValue): RunTimeExports =>
  esm([...seen, 'module.exports'], all);

describe('import', () => {
  test.each<[string, DeclaredExports, RunTimeExports, string[]]>([
    ['the same names', declared(['a', 'default']), esm(['a'], value()), []],
    ['more at run time', declared(['a']), esm(['a', 'b'], value()), []],
    ['a name less', declared(['a', 'b']), esm(['a']), ['b']],
    ['no default', declared(['a', 'default']), esm(['a']), ['default']],
    ['a default that is no function', declared(['default'], { callable: true }), esm([], value()), ['other']],
    ['a default that is one', declared(['default'], { callable: true }), esm([], called()), []],
    ['CommonJS by way of module.exports', declared(['a', 'b']), cjs(['a'], value('a', 'b')), ['b']],
  ])('declarations of an ES module: %s', (_, types, exported, expected) => {
    expect(differences('import', types, exported)).toEqual(expected);
  });

  const commonJs = { commonJs: true };
  test.each<[string, DeclaredExports, RunTimeExports, string[]]>([
    ['CommonJS that says the same', declared(['a'], commonJs), cjs(['a'], value('a')), []],
    ['an ES module without default', declared(['a'], commonJs), esm(['a']), ['other?']],
    ['an ES module with one', declared(['a'], commonJs), esm(['a'], value('a')), []],
    ['a stated default that is not there', declared(['default'], commonJs), esm(['a']), ['default']],
    [
      'a function as default of an ES module',
      declared(['default'], { ...commonJs, callable: true }),
      esm([], called()),
      ['other'],
    ],
    [
      'an object as default of an ES module',
      declared(['default'], commonJs),
      esm([], value('a')),
      ['other?'],
    ],
    [
      'a default within the default',
      declared(['default'], { ...commonJs, callable: true }),
      cjs([], value('default')),
      [],
    ],
    [
      'export = of what is exported as a whole',
      declared(['a'], { ...commonJs, assigned: true, callable: true }),
      cjs(['a'], called('a')),
      [],
    ],
    [
      'export = whose members Node does not see',
      declared(['a'], { ...commonJs, assigned: true, callable: true }),
      cjs([], called('a')),
      ['a?'],
    ],
    ['export = of an ES module', declared([], { ...commonJs, assigned: true }), esm(['a']), ['other']],
  ])('declarations of CommonJS: %s', (_, types, exported, expected) => {
    expect(differences('import', types, exported)).toEqual(expected);
  });
});

test.each<[string, DeclaredExports, RunTimeValue, string[]]>([
  ['the same names', declared(['a', 'default']), value('a', 'default'), []],
  ['export default of module.exports', declared(['default']), called('name', 'length'), ['default']],
  ['export = of a function', declared(['a'], { assigned: true, callable: true }), called('a'), []],
  ['export = of an object', declared([], { assigned: true, callable: true }), value('a'), ['other']],
  ['a proxy', declared(['a']), { ...value(), opaque: true }, []],
])('require: %s', (_, types, whole, expected) => {
  expect(differences('require', types, { whole })).toEqual(expected);
});
