import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findImports } from './find-imports.ts';

/** Formats each import as `way specifier`, with `?` after an optional one, and `~` before a lazy one. */
function redactUrl(source: string, file = 'a.js', format?: 'module' | 'commonjs'): string[] {
  return findImports(file, source, format).imports.map(
    ({ way, specifier, eager, optional }) => `${eager ? '' : '~'}${way} ${specifier}${optional ? '?' : ''}`,
  );
}

describe('findImports', () => {
  test.each([
    ['a static import', `import a, { b } from 'x'; import 'y';`, ['import x', 'import y']],
    ['re-exports', `export { a } from 'x'; export * from 'y'; export const c = 1;`, ['import x', 'import y']],
    ['a dynamic import', `export const f = () => import('x');`, ['~import x']],
    ['a template without holes', 'await import(`x`);', ['~import x']],
    ['a template with holes, a variable', `import(\`x/\${y}\`); import(y); require(y + '.js');`, []],
    ['require', `const a = require('x'); exports.f = () => require('y').z;`, ['require x', '~require y']],
    ['require in parentheses and calls', `__importStar((require)('x')).default`, ['require x']],
    ['require.resolve', `const p = require.resolve('x');`, ['require x']],
    ['require.resolve that looks elsewhere', `require.resolve('x', { paths: [process.cwd()] });`, []],
    ['module.require', `module.require('x')`, ['require x']],
    ['a worker', `new Worker(new URL('./w.js', import.meta.url), { type: 'module' })`, ['~start ./w.js']],
    ['a file that may be written later', `new URL('./x.txt', import.meta.url)`, []],
    ['a child process', `fork(path.join(__dirname, 'child.js'))`, ['~start child.js']],
    ['no import at all', `// from import require\nconst a = 'require("x")';`, []],
    ['a shebang', `#!/usr/bin/env node\nimport 'x';`, ['import x']],
    ['CommonJS that is no strict code', `return with (a) require('x')`, []],
    ['a return at the top level', `if (a) return; require('x')`, ['require x']],
    ['top-level await alone', `await import('x')`, ['~import x']],
    ['what is no JavaScript', `import type { A } from 'x'; const a: A = 1;`, []],
  ])('finds %s', (_, source, expected) => {
    expect(redactUrl(source)).toEqual(expected);
  });

  test.each([
    ["a bundler's parameter", `(function (require, module) { require('x') })()`, []],
    ["a bundler's variable", `var require = load; require('x')`, []],
    ['a variable of another function', `function f() { var require = g; } require('x')`, ['require x']],
    ['a require that a module lacks', `import 'y'; if (a) require('x')`, ['import y']],
    [
      'createRequire',
      `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url); require('x')`,
      ['import node:module', 'require x'],
    ],
    [
      'createRequire by other names',
      `import { createRequire as make } from 'module'; const load = make(import.meta.url); load('x'); load.resolve('y')`,
      ['import module', 'require x', 'require y'],
    ],
    [
      'createRequire of the module object, called at once',
      `import module from 'node:module'; module.createRequire(import.meta.url)('x')`,
      ['import node:module', 'require x'],
    ],
    [
      "createRequire of the user's folder",
      `import { createRequire } from 'node:module'; createRequire(process.cwd() + '/')('x')`,
      ['import node:module'],
    ],
    ['a callback named otherwise', `load('x'); function load(name) {}`, []],
  ])('knows which require is its own: %s', (_, source, expected) => {
    expect(redactUrl(source)).toEqual(expected);
  });

  test.each([
    ['try', `let a; try { a = require('x') } catch {}`],
    ['try around a function', `try { f(() => import('x')) } catch {}`],
    ['a caught promise', `import('x').catch(() => null)`],
    ['a caught chain', `import('x').then((a) => a.b).catch(() => null)`],
    ['a caught thunk', `Promise.resolve().then(() => require('x')).catch(() => {})`],
    ['then with two callbacks', `import('x').then(f, g)`],
    ['allSettled', `Promise.allSettled([import('x')])`],
    ['process.platform', `if (process.platform === 'win32') require('x')`],
    ['the other branch of it', `if (process.platform === 'win32') a(); else require('x')`],
    ['a conditional expression', `const a = process.arch === 'x64' ? require('x') : null`],
    ['typeof of what Node.js may lack', `if (typeof window !== 'undefined') import('x')`],
    ['typeof of a global that came later', `const f = typeof fetch === 'function' ? fetch : require('x')`],
    ['a property of globalThis', `const f = globalThis.fetch ?? require('x')`],
    ['in globalThis', `if ('Deno' in globalThis) import('x')`],
    ['the runtime', `if (process.versions.bun) require('x')`],
    ["a bundler's import.meta", `if (import.meta.vitest) await import('x')`],
    ['a switch', `switch (process.platform) { case 'win32': require('x') }`],
    ['a table by platform', `const load = { win32: () => require('x') }[process.platform]`],
    ['a flag', `const isWindows = process.platform === 'win32'; if (isWindows) require('x')`],
    [
      'a flag made of a flag',
      `const p = process.platform; const win = p === 'win32'; const f = () => win && require('x')`,
    ],
    ['a function', `const isMac = () => process.platform === 'darwin'; if (isMac()) require('x')`],
    ['os.platform()', `const os = require('node:os'); if (os.platform() === 'linux') require('x')`],
    ['an early return', `exports.f = () => { if (process.platform !== 'darwin') return; require('x') }`],
    ['a file looked for', `if (fs.existsSync(p)) require('x')`],
    [
      'a module tried elsewhere',
      `let has = true; try { require.resolve('x') } catch { has = false } if (has) require('x')`,
    ],
  ])('may be absent: %s', (_, source) => {
    const found = redactUrl(source).filter((line) => line.includes(' x'));
    expect(found.length).toBeGreaterThan(0);
    expect(found).toEqual(found.filter((line) => line.endsWith('x?')));
  });

  test.each([
    ['a static import', `try { f() } catch {} import 'x'`],
    ['what follows try', `try { f() } catch {} require('x')`],
    ['a catch clause', `try { f() } catch { require('x') }`],
    ['try without catch', `try { require('x') } finally { f() }`],
    ['a whole program that is caught', `(async () => { f(); await import('x') })().catch(exit)`],
    ['a promise that is not caught', `import('x').then(f)`],
    ['the mode', `if (process.env.NODE_ENV === 'production') require('x')`],
    ["the author's own flag", `if (options.fast) require('x')`],
    ['typeof of what every CommonJS module has', `typeof module === 'object' ? f(require('x')) : g()`],
    ['typeof of a parameter', `exports.f = (g) => { if (typeof g === 'function') require('x') }`],
    ['a name that shadows a global', `const window = {}; if (window.open) require('x')`],
    ['a large object', `const a = { p: process.platform, f() {} }; if (a.b) require('x')`],
    ['a lazy component', `const C = lazy(() => import('x'))`],
  ])('may not be absent: %s', (_, source) => {
    const found = redactUrl(source).filter((line) => line.includes(' x'));
    expect(found).toEqual([expect.stringMatching(/ x$/)]);
  });

  test.each([
    ['if (false)', `if (false) require('x')`],
    ['0 &&', `0 && (module.exports = require('x'))`],
    ['!1', `!1 && require('x')`],
  ])('never runs: %s', (_, source) => {
    expect(redactUrl(source)).toEqual([]);
  });

  test.each([
    ['a URL', `readFileSync(new URL('./a.json', import.meta.url))`, './a.json'],
    [
      'a URL turned into a path',
      `fs.readFile(fileURLToPath(new URL('../a.json', import.meta.url)), f)`,
      '../a.json',
    ],
    [
      'a joined path',
      `const fs = require('fs'); fs.readFileSync(path.join(__dirname, '..', 'a', 'b.json'))`,
      '../a/b.json',
    ],
    ['a resolved path', `fs.promises.readFile(resolve(__dirname, 'a.json'))`, 'a.json'],
    ['a template', `readFileSync(\`\${__dirname}/a.json\`)`, './a.json'],
    ['a sum', `readFileSync(__dirname + '/a.json')`, './a.json'],
    ['a folder', `readdirSync(join(import.meta.dirname, 'templates'))`, 'templates'],
    ['a program', `execFileSync(path.join(__dirname, 'help.sh'))`, 'help.sh'],
    [
      'names for it',
      `const here = path.dirname(fileURLToPath(import.meta.url)); const file = join(here, 'a.json');
      export const f = () => readFileSync(file, 'utf8')`,
      'a.json',
    ],
    [
      'what is neither path',
      `readFileSync('./a.json'); readFileSync(path.join(process.cwd(), 'a.json'))`,
      undefined,
    ],
    [
      'what only a run knows',
      `readFileSync(path.join(__dirname, name)); readFileSync(\`\${__dirname}/\${name}\`)`,
      undefined,
    ],
    [
      "a parameter's name",
      `const file = join(__dirname, 'a'); exports.f = (file) => readFileSync(file)`,
      undefined,
    ],
    [
      "a function's own __dirname",
      `function f(__dirname) { readFileSync(__dirname + '/a.json') }`,
      undefined,
    ],
    [
      'a name with two values',
      `let a = join(__dirname, 'a'); var b; { var b = a } readFileSync(c)`,
      undefined,
    ],
  ])('finds the packed file that a program reads: %s', (_, source, expected) => {
    const { imports } = findImports('a.js', source);
    const read = imports.filter(({ way }) => way === 'read').map(({ specifier }) => specifier);
    expect(read.map((one) => path.posix.normalize(one))).toEqual(
      expected === undefined ? [] : [path.posix.normalize(expected)],
    );
  });

  test('knows what a program may find absent, and what it writes itself', () => {
    const source = `const file = path.join(__dirname, 'a.json');
      if (fs.existsSync(file)) fs.readFileSync(file);
      fs.writeFileSync(path.join(__dirname, 'b.json'), '');
      fs.copyFileSync(path.join(__dirname, 'c.json'), path.join(__dirname, 'd.json'));`;
    const { imports, writes } = findImports('a.js', source);
    expect(imports.map(({ specifier, optional }) => [specifier, optional])).toEqual([
      ['a.json', true],
      ['c.json', false],
    ]);
    expect(writes).toEqual(['b.json', 'd.json']);
  });

  test('goes by the format that is given, and by the syntax where none is', () => {
    const source = `exports.a = require('x');`;
    expect(findImports('a.js', source, 'module')).toEqual({ format: 'module', imports: [], writes: [] });
    expect(findImports('a.js', source).format).toBe('commonjs');
    expect(findImports('a.js', `import 'x'`).format).toBe('module');
  });

  test('names the line', () => {
    const { imports } = findImports('a.js', `// one\n/* two */\nimport 'x';\n\nimport('y');`);
    expect(imports.map(({ line }) => line)).toEqual([3, 5]);
  });

  test('reads code that nests as deeply as minified code does', () => {
    const source = `const a = ${'b + '.repeat(5000)}require('x');`;
    expect(redactUrl(source)).toEqual(['require x']);
  });

  test('finds every literal specifier as it is written', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.boolean(), (specifier, isModule) => {
        const quoted = JSON.stringify(specifier);
        const source = isModule ? `import ${quoted};` : `require(${quoted});`;
        const { imports } = findImports('a.js', source);
        expect(imports.map((one) => one.specifier)).toEqual([specifier]);
      }),
    );
  });
});
