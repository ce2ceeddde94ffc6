import { describe, expect, test } from 'vitest';
import type { PackageJson } from '../package-json.ts';
import { packageFiles } from './package-files.ts';
import { describeImport, findBrokenImports, type Roots, walkImports } from './walk-imports.ts';

const MANIFEST: PackageJson = {
  name: '@s/sdk',
  type: 'module',
  dependencies: { needed: '1' },
  optionalDependencies: { fast: '1' },
  peerDependencies: { framework: '1', extra: '1' },
  peerDependenciesMeta: { extra: { optional: true }, addition: { optional: true } },
  devDependencies: { tool: '1' },
};

/** Lists the faults of a package of these files, walked from `index.js`. */
function broken(
  sources: Record<string, string>,
  manifest: Partial<PackageJson> = {},
  roots: Roots = { node: ['index.js'], others: [] },
): string[] {
  const paths = ['package.json', ...Object.keys(sources)];
  const files = packageFiles({ ...MANIFEST, ...manifest }, paths, (file) => sources[file] ?? '');
  const imports = walkImports(roots, files, (file) => file === 'bin/cli');
  return findBrokenImports(imports).map((one) => `${describeImport(one)}, but ${one.reason}`);
}

describe('brokenImports', () => {
  test.each([
    [
      'a packed file, a built-in, declared dependencies of every kind',
      {
        'index.js': `import './a.js'; import 'node:fs'; import 'fs/promises'; import 'needed/deep.js';
        import('fast'); import('framework'); import('extra'); import('addition/sub');`,
        'a.js': '',
      },
    ],
    [
      'a file with a query, a decoded one',
      {
        'index.js': `import './a.js?raw'; import './b%20c.js';`,
        'a.js': '',
        'b c.js': '',
      },
    ],
    [
      'what require completes',
      {
        'index.js': `import './a.cjs'`,
        'a.cjs': `require('./b'); require('./c'); require('./d.json'); require('.'); require('./e')`,
        'b.js': '',
        'c/index.js': '',
        'd.json': '{}',
        'e/package.json': '{ "main": "lib" }',
        'e/lib.js': '',
      },
    ],
    [
      'other hosts',
      {
        'index.js': `import('bun:ffi'); import('cloudflare:sockets'); import('electron'); import('https://a.b/c.js')`,
      },
    ],
    [
      'what may be absent',
      { 'index.js': `try { await import('nowhere') } catch {} import('./gone.js').catch(() => 0)` },
    ],
    ['a worker', { 'index.js': `new Worker(new URL('worker.js', import.meta.url))`, 'worker.js': '' }],
    ['what nothing reaches', { 'index.js': '', 'test.js': `import 'nowhere'` }],
    [
      'what is no JavaScript',
      { 'index.js': `import './a.css' with { type: 'css' }`, 'a.css': `@import 'nowhere'` },
    ],
    ['a circle', { 'index.js': `import './a.js'`, 'a.js': `import './index.js'` }],
  ])('finds nothing wrong with %s', (_, sources) => {
    expect(broken(sources)).toEqual([]);
  });

  test.each([
    [
      'a file that is not packed',
      `export const f = () => import('./gone.js')`,
      'index.js:1 imports "./gone.js", but the package does not hold gone.js',
    ],
    [
      'a dependency of development',
      `export const f = () => import('tool/x')`,
      'index.js:1 imports "tool/x", but "tool" stands in devDependencies alone, which users do not get: move it to "dependencies"',
    ],
    [
      'an undeclared dependency',
      `\nimport '@other/thing/x'`,
      'index.js:2 imports "@other/thing/x", but package.json does not declare "@other/thing": add it to "dependencies"',
    ],
    [
      'a path without its ending, in a module',
      `import './a'`,
      'index.js:1 imports "./a", but the package does not hold a; name a.js, since an import in Node.js completes no path',
    ],
    [
      'a folder, in a module',
      `import './b'`,
      'index.js:1 imports "./b", but the package does not hold b; name b/index.js, since an import in Node.js completes no path',
    ],
    [
      'a file spelled in another case',
      `import './A.js'`,
      'index.js:1 imports "./A.js", but the package does not hold A.js',
    ],
    [
      'a file outside of the package',
      `import '../../other.js'`,
      'index.js:1 imports "../../other.js", but that is outside of the package',
    ],
    [
      'an unknown built-in',
      `import 'node:nothing'`,
      'index.js:1 imports "node:nothing", but Node.js has no such built-in module',
    ],
    [
      'an alias that only a bundler knows',
      `import '@/a.js'`,
      'index.js:1 imports "@/a.js", but that is neither a path nor the name of a package',
    ],
    [
      'an absent worker',
      `new Worker(new URL('./w.js', import.meta.url))`,
      'index.js:1 starts "./w.js", but the package does not hold w.js',
    ],
    [
      'an internal name that is none',
      `import '#none'`,
      'index.js:1 imports "#none", but "imports" of package.json does not name it',
    ],
  ])('finds %s', (_, source, expected) => {
    expect(broken({ 'index.js': source, 'a.js': '', 'b/index.js': '' })).toEqual([expected]);
  });

  test('follows imports as far as they lead, also those that may be absent, and names each place', () => {
    const sources = {
      'index.js': `try { await import('./a.cjs') } catch {}`,
      'a.cjs': `exports.f = () => require('./b')`,
      'b.js': `import 'nowhere'`,
    };
    expect(broken(sources)).toEqual([expect.stringMatching(/^b\.js:1 imports "nowhere"/)]);
  });

  test('finds files that are read and not packed, unless the package writes them itself', () => {
    const sources = {
      'index.js': `import fs from 'node:fs'; import './cache.js';
const at = (name) => new URL(name, import.meta.url);
fs.readFileSync(new URL('./data/here.json', import.meta.url));
fs.readdirSync(new URL('./data/', import.meta.url));
export const gone = () => fs.readFileSync(new URL('./gone.json', import.meta.url));
export const cached = () => fs.readFileSync(new URL('./cache/a.json', import.meta.url));
export const user = () => fs.readFileSync(new URL('../../user.json', import.meta.url));`,
      'cache.js': `import fs from 'node:fs'; fs.mkdirSync(new URL('./cache', import.meta.url))`,
      'data/here.json': '',
    };
    expect(broken(sources)).toEqual([
      'index.js:5 reads "./gone.json", but the package does not hold gone.json',
    ]);
  });

  test("goes by the nearest package.json's type, and by the syntax where it has none", () => {
    const sources = {
      'index.js': `import './cjs/a.js'; import './any/b.js'; import './any/c.js'`,
      'cjs/package.json': '{ "type": "commonjs" }',
      'cjs/a.js': `return require('nowhere1')`,
      'any/package.json': '{}',
      'any/b.js': `require('nowhere2')`,
      'any/c.js': `import 'nowhere3'`,
    };
    expect(broken(sources)).toHaveLength(3);
  });

  test("reads the package's own name by exports, and its internal names by imports", () => {
    const exports = {
      '.': './index.js',
      './a/*': './lib/*.js',
      './closed/*': null,
      './two': { require: './no.cjs' },
    };
    const imports = {
      '#lib/*': './lib/*.js',
      '#dep': { node: { require: 'no' }, default: 'tool' },
      '#ok': 'needed',
    };
    const sources = {
      'index.js': `import '@s/sdk/a/b'; import '#lib/b'; import '#ok';
import '@s/sdk/a/c';
import '@s/sdk/closed/b';
import '@s/sdk/two';
import '@s/sdk/lib/b.js';
import '#lib/c';
import '#dep';`,
      'lib/b.js': `import '@s/sdk'`,
    };
    expect(broken(sources, { exports, imports }).map((line) => line.split(',')[0])).toEqual([
      'index.js:2 imports "@s/sdk/a/c"',
      'index.js:3 imports "@s/sdk/closed/b"',
      'index.js:4 imports "@s/sdk/two"',
      'index.js:5 imports "@s/sdk/lib/b.js"',
      'index.js:6 imports "#lib/c"',
      'index.js:7 imports "#dep"',
    ]);
  });

  test("finds the package's own files by its name without exports too", () => {
    const sources = {
      'index.cjs': `require('@s/sdk/lib/b'); require('@s/sdk'); require('@s/sdk/gone')`,
      'lib/b.js': '',
    };
    expect(broken(sources, { main: 'index.cjs' }, { node: ['index.cjs'], others: [] })).toEqual([
      expect.stringMatching(/^index\.cjs:1 imports "@s\/sdk\/gone"/),
    ]);
  });

  test('lets bundlers complete paths and know aliases, but install no more than is declared', () => {
    const sources = {
      'browser.js': `import './a'; import './part'; import '~/b'; import '#app'; import 'virtual:c'; import 'tool'; import './gone'`,
      'a.jsx': `import './index.css'; export const a = <b>{c}</b>`,
      'index.css': '',
      'part/index.ts': '',
    };
    expect(
      broken(sources, {}, { node: [], others: ['browser.js'] }).map((line) => line.split(',')[0]),
    ).toEqual(['browser.js:1 imports "./gone"', 'browser.js:1 imports "tool"']);
  });

  test('reads a bin without an ending', () => {
    const sources = { 'bin/cli': `#!/usr/bin/env node\nimport '../gone.js'` };
    expect(broken(sources, {}, { node: ['bin/cli'], others: [] })).toEqual([
      'bin/cli:2 imports "../gone.js", but the package does not hold gone.js',
    ]);
  });
});
