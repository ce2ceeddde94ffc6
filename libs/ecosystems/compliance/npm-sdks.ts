import type { Files } from '../src/history/testing/repository.ts';
import { BASE, type Breakage, type Refusal, SNAPSHOT, type UnusualSdk } from './fixture.ts';

/** Formats a JSON file. */
export const json = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;

const MODULE = { types: './dist/index.d.ts', default: './dist/index.js' };

const BUILD = { build: `node --eval "fs.cpSync('src', 'dist', { recursive: true })"` };

/** Makes the manifest of a good SDK, with some fields replaced. */
export const sdkManifest = (name: string, more: object): Files => ({
  'package.json': json({
    name,
    version: BASE,
    license: 'Apache-2.0',
    engines: { node: '>=20' },
    type: 'module',
    files: ['dist'],
    exports: { '.': MODULE, './package.json': './package.json' },
    scripts: BUILD,
    ...more,
  }),
});

/** Changes of a good npm package that must make its smoke fail. */
export const npmBreakages: readonly Breakage[] = [
  {
    what: 'an export without a default',
    files: (name) => sdkManifest(name, { exports: { '.': { types: MODULE.types, import: MODULE.default } } }),
    check: 'exports have a default',
  },
  {
    what: 'a module that imports what the tarball does not hold',
    files: () => ({ 'src/index.js': "export { greeting } from './missing.js';\n" }),
    check: 'exports import as ESM',
  },
  {
    what: 'a CommonJS side that requires what the tarball does not hold',
    files: (name) => ({
      ...sdkManifest(name, {
        exports: { '.': { types: MODULE.types, import: MODULE.default, default: './dist/main.cjs' } },
      }),
      'src/main.cjs': "exports.greeting = require('./missing.cjs').greeting;\n",
    }),
    check: 'exports require as CommonJS',
  },
  {
    what: 'a program that imports what only its author has installed',
    files: (name) => ({
      ...sdkManifest(name, { bin: './dist/cli.js', devDependencies: { ms: '2.1.3' } }),
      'src/cli.js': "#!/usr/bin/env node\nimport ms from 'ms';\nconsole.log(ms('1s'));\n",
    }),
    check: 'bins find their imports',
  },
  {
    what: 'a function that loads what only its author has installed',
    files: (name) => ({
      ...sdkManifest(name, { devDependencies: { ms: '2.1.3' } }),
      'src/index.js': "export const greeting = 'hello';\nexport const load = () => import('ms');\n",
      'src/index.d.ts': 'export declare const greeting: string;\nexport declare const load: () => unknown;\n',
    }),
    check: 'imports are packed or declared',
  },
  {
    what: 'a broken install script',
    files: (name) => sdkManifest(name, { scripts: { ...BUILD, postinstall: 'node setup.js' } }),
    check: 'own install scripts',
  },
  {
    what: 'types that a strict compiler refuses',
    files: () => ({ 'src/index.d.ts': 'export declare const greeting: Missing;\n' }),
    check: 'types under strict tsc',
  },
  {
    what: 'types that export by default what CommonJS exports as a whole',
    files: (name) => ({
      ...sdkManifest(name, { type: 'commonjs', exports: undefined, main: './dist/index.js' }),
      'src/index.js': 'module.exports = function greet() {};\n',
      'src/index.d.ts': 'declare function greet(): void;\nexport default greet;\n',
    }),
    check: 'types are what is exported',
  },
];

/** Fields of a manifest without a build, which packs only `lib`. */
const unbuilt = { scripts: undefined, files: ['lib'] };

/** Changes of a good npm package that `pack` must refuse. */
export const npmRefusals: readonly Refusal[] = [
  {
    what: 'a condition that bundlers set and that leads to unpacked sources',
    files: (name) => ({
      ...sdkManifest(name, {
        ...unbuilt,
        exports: {
          '.': { '@acme/source': './src/a.ts', development: './src/index.js', default: './lib/index.js' },
        },
      }),
      'lib/index.js': 'export {};\n',
    }),
    file: 'package.json',
    at: '"development"',
  },
  {
    what: 'an index.js that is loaded since nothing else is named, and is not packed',
    files: (name) => ({
      ...sdkManifest(name, { ...unbuilt, exports: undefined }),
      'index.js': 'export {};\n',
      'lib/more.js': 'export {};\n',
    }),
    file: 'package.json',
    at: '"files"',
  },
];

/** Shapes of npm packages that npm, Node.js and tsc accept. */
export const unusualNpmSdks: readonly UnusualSdk[] = [
  {
    what: 'a program and nothing to import',
    files: (name) => ({
      ...sdkManifest(name, { exports: undefined, bin: './dist/cli.js', files: ['dist/cli.js'] }),
      'src/cli.js': "#!/usr/bin/env node\nconsole.log('hello');\n",
    }),
  },
  {
    what: 'a "main" and "types" that name its whole folder',
    files: (name) => ({
      ...sdkManifest(name, {
        ...{ type: 'commonjs', exports: undefined, main: './', types: './' },
        ...{ files: undefined, scripts: undefined },
      }),
      'index.js': "exports.greeting = 'hello';\n",
      'index.d.ts': 'export declare const greeting: string;\n',
      src: null,
    }),
  },
  {
    what: 'exports of every shape that Node.js resolves',
    files: (name) => ({
      ...sdkManifest(name, {
        exports: {
          '.': { '@acme/source': './src/index.ts', ...MODULE },
          './types': { types: './dist/types.d.ts' },
          './array': [{ deno: './dist/index.js' }, './dist/index.js'],
          './twice/*': './dist/*/*.js',
          './twice/closed': null,
          './worker': { worker: './dist/worker.js' },
          './sources/*': { '@acme/source': './src/*.ts' },
        },
      }),
      'src/types.d.ts': 'export interface Thing {\n  id: string;\n}\n',
      'src/one/one.js': 'export const one = 1;\n',
      'src/one/one.d.ts': 'export declare const one: number;\n',
      'src/closed/closed.js': "import './missing.js';\n",
      'src/worker.js': "addEventListener('message', () => {});\n",
    }),
    warnings: [/fallback arrays/],
    notRun: ['./worker'],
  },
  {
    what: 'a subpath for those who have an optional peer, and one for the browser',
    files: (name) => ({
      ...sdkManifest(name, {
        exports: { '.': MODULE, './time': './dist/time.js', './page': './dist/page.js' },
        peerDependencies: { ms: '^2.1.0' },
        peerDependenciesMeta: { ms: { optional: true } },
        scripts: { ...BUILD, postinstall: 'sh setup.sh' },
        files: ['dist', 'setup.sh'],
      }),
      'setup.sh': 'exit 0\n',
      'src/time.js': "import ms from 'ms';\nms('1s');\n",
      'src/time.d.ts': 'export {};\n',
      'src/page.js': "document.title = 'a page';\n",
      'src/page.d.ts': 'export {};\n',
    }),
    notRun: ['./page'],
  },
  {
    what: 'CommonJS declarations for an ES module, and a dependency whose own declarations do not compile',
    other: () => ({
      'src/index.d.ts': "import type { Socket } from 'node:net';\nexport type Other = Socket;\n",
    }),
    files: (name, other) => ({
      ...sdkManifest(name, {
        dependencies: { [other]: `${BASE}-dev.${SNAPSHOT}` },
        exports: { '.': { types: './dist/index.d.cts', default: './dist/index.js' } },
      }),
      'src/index.d.cts': [
        `export type { Other } from '${other}' with { 'resolution-mode': 'import' };`,
        'export declare const greeting: string;',
        'export declare const enum Kind { A = 1 }\n',
      ].join('\n'),
    }),
    warnings: [/an ES module without a default/, /has errors in its own declarations: .*node:net/],
  },
];
