import { describe, expect, it } from 'vitest';
import { excuseWithoutExtras, plainExcuseOf } from './excuses.ts';
import { listImportFindings, listPackagesAbove } from './import-findings.ts';
import type { InstalledReport } from './installed-report.ts';
import { needs, sampleReport } from './testing/sample-report.ts';

const entryPoint = (
  group: string,
  module: string,
  missing?: string,
): InstalledReport['entryPoints'][number] => ({
  group,
  name: 'n',
  value: module,
  module,
  failure: missing === undefined ? null : needs(missing),
});

const unresolved = (module: string, imported: string): InstalledReport['unresolved'][number] => ({
  file: `${module}.py`,
  line: 3,
  module,
  imported,
  text: imported,
});

describe('importFindings', () => {
  it('lets a package stand for the modules in it, and a module for its imports', () => {
    const report = sampleReport({
      failures: { 'a.b': needs('x'), 'a.b.c': needs('x'), 'a.bc': needs('x') },
      unresolved: [unresolved('a.b.c', 'x'), unresolved('a.d', 'y')],
      entryPoints: [entryPoint('g', 'a.b', 'x'), entryPoint('h', 'a')],
    });
    expect(listImportFindings(report).map(({ kind, what }) => [kind, what])).toEqual([
      ['module', 'import a.b'],
      ['module', 'import a.bc'],
      ['entry point', 'entry point n = a.b of g'],
      ['import', 'a.d.py:3 imports y'],
    ]);
  });

  it('knows the packages that a module is in', () => {
    expect(listPackagesAbove('a.b.c')).toEqual(['a', 'a.b']);
    expect(listPackagesAbove('a')).toEqual([]);
  });
});

describe('excuses', () => {
  const excused = (module: string, some: Partial<InstalledReport>): string | undefined => {
    const report = sampleReport(some);
    const found = listImportFindings(report).find((finding) => finding.module === module);
    if (found === undefined) throw new Error(`nothing is wrong with ${module}`);
    return plainExcuseOf(found, report) ?? excuseWithoutExtras(found, report);
  };
  const plugin = { 'a.plugin': needs('pytest') };

  it.each<[string, string, Partial<InstalledReport>]>([
    ['another platform', 'a.win', { failures: { 'a.win': needs('winreg', { elsewhere: 'not here' }) } }],
    ['a test', 'a.tests.t', { failures: { 'a.tests.t': needs('x') }, tests: ['a.tests.t'] }],
    ['a template', 'a.tpl.t', { failures: { 'a.tpl.t': needs('x') }, templates: ['a.tpl.t'] }],
    ['its own appeal', 'a.dask', { failures: { 'a.dask': needs('dask', { asked_by: 'a.dask' }) } }],
    [
      'an appeal of its family',
      'a.io.csv',
      { failures: { 'a.io.csv': needs('x', { asked_by: 'a.io.base' }) } },
    ],
    [
      'a plugin by its entry point',
      'a.plugin',
      { failures: plugin, entryPoints: [entryPoint('pytest11', 'a.plugin')] },
    ],
    ['a plugin by its fixtures', 'a.plugin', { failures: plugin, plugins: ['a.plugin'] }],
    [
      'the package of a plugin',
      'a.testing',
      { failures: { 'a.testing': needs('pytest') }, plugins: ['a.testing.fixtures'] },
    ],
    [
      'a private part of a plugin',
      'a._impl',
      { failures: { 'a._impl': needs('pytest') }, plugins: ['a.plugin'], used: { 'a.plugin': ['a._impl'] } },
    ],
    [
      'the plugin of another host',
      'a.site',
      {
        failures: { 'a.site': needs('mkdocs.plugins') },
        entryPoints: [entryPoint('mkdocs.plugins', 'a.site')],
      },
    ],
  ])('takes %s', (_, module, some) => {
    expect(excused(module, some)).toEqual(expect.any(String));
  });

  it.each<[string, string, Partial<InstalledReport>]>([
    ['what is simply missing', 'a.b', { failures: { 'a.b': needs('x') } }],
    ['an appeal of the whole package', 'a', { failures: { a: needs('numpy', { asked_by: 'a' }) } }],
    [
      'an appeal that another part makes',
      'a.client',
      { failures: { 'a.client': needs('x', { asked_by: 'a.io.base' }) } },
    ],
    ['an appeal for its own module', 'a.b', { failures: { 'a.b': needs('a.c', { asked_by: 'a.b' }) } }],
    ['a top-level package that defines fixtures', 'a', { failures: { a: needs('pytest') }, plugins: ['a'] }],
    [
      'a public module that a plugin imports',
      'a.client',
      {
        failures: { 'a.client': needs('pytest') },
        plugins: ['a.plugin'],
        used: { 'a.plugin': ['a.client'] },
      },
    ],
    [
      'a plugin that lacks something else than its host',
      'a.plugin',
      { failures: { 'a.plugin': needs('x') }, entryPoints: [entryPoint('pytest11', 'a.plugin')] },
    ],
    ['an import in a command', 'a.b', { unresolved: [unresolved('a.b', 'rich')] }],
  ])('does not take %s', (_, module, some) => {
    expect(excused(module, some)).toBeUndefined();
  });
});
