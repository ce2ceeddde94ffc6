import semver from 'semver';
import type { Files } from '../src/history/testing/repository.ts';
import { npm } from '../src/npm/index.ts';
import { BASE, type Fixture, type ForbiddenCase, SNAPSHOT, type UsedSdk } from './fixture.ts';
import { oddNpmAnswers, wrongNpmAnswers } from './npm-answers.ts';

const json = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;

const MODULE = { types: './dist/index.d.ts', default: './dist/index.js' };

const BUILD = { build: `node --eval "fs.cpSync('src', 'dist', { recursive: true })"` };

const sdkManifest = (name: string, more: object): Files => ({
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

/** Its build copies it, its test expects a version of the SDK, and its start writes the one that it has. */
const PROGRAM = `import { cpSync, existsSync, writeFileSync } from 'node:fs';
import { greeting } from 'SDK';
import sdk from 'SDK/package.json' with { type: 'json' };

const [, , task, file] = process.argv;
// It is started with the user's own settings, and built and tested without any.
if (task !== 'start' && existsSync(process.env.npm_config_userconfig)) throw new Error('There is an npmrc.');
if (!greeting) throw new Error('no greeting');
if (task === 'build') cpSync('service.mjs', 'dist/service.mjs');
if (task === 'test' && sdk.version !== 'VERSION') throw new Error(sdk.version);
if (task === 'start' && !file) process.exit(3);
if (task === 'start') writeFileSync(file, sdk.version);
`;

const serviceManifest = (more: object): object => ({
  name: 'service',
  version: '0.1.0',
  private: true,
  type: 'module',
  scripts: {
    build: 'node service.mjs build',
    test: 'node service.mjs test',
    start: 'node dist/service.mjs start',
  },
  ...more,
});

export const npmFixture: Fixture = {
  ecosystem: npm,
  manifestFile: 'package.json',
  name: (word) => `@compliance/${word}`,
  spelled: { release: BASE, snapshot: `${BASE}-dev.${SNAPSHOT}` },
  compareVersions: semver.compare,

  sdk: (name, content) => ({
    ...sdkManifest(name, {}),
    'src/index.js': `export const greeting = '${content}';\n`,
    'src/index.d.ts': 'export declare const greeting: string;\n',
  }),
  requiring: (name, content, required) => ({
    ...sdkManifest(name, {
      files: ['index.js'],
      exports: './index.js',
      scripts: {},
      dependencies: Object.fromEntries(required.map((one) => [one, `>=${BASE}`])),
    }),
    'index.js': `export const greeting = '${content}';\n`,
  }),
  checks: [
    'packument lists the version',
    'tarball bytes',
    'packument holds the manifest of the tarball',
    'tarball holds every named file',
    'exports have a default',
    'publint',
    'npm install',
    'exports import as ESM',
    'exports require as CommonJS',
    'imports are packed or declared',
    'types under strict tsc',
    'types are what is exported',
  ],
  optionalChecks: [],
  breakages: [
    {
      what: 'an export without a default',
      files: (name) =>
        sdkManifest(name, { exports: { '.': { types: MODULE.types, import: MODULE.default } } }),
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
        'src/index.d.ts':
          'export declare const greeting: string;\nexport declare const load: () => unknown;\n',
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
  ],
  unusual: [
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
  ],

  refusals: [],
  registryAlone: {},
  otherRepository: undefined,

  linked: (name) => ({
    files: {
      ...sdkManifest(name, { files: ['dist', 'greet.sh'] }),
      'greet.sh': '#!/bin/sh\necho hello\n',
      'src/index.js': `import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const { to } = JSON.parse(readFileSync(new URL('data.json', import.meta.url), 'utf8'));
export const greeting = execFileSync(new URL('../greet.sh', import.meta.url).pathname, { encoding: 'utf8' }) + to;
`,
    },
    executable: 'greet.sh',
    // Its build copies the first one as a link.
    links: { 'src/data.json': '../../shared/data.json', 'README.md': '../README.md' },
  }),
  oddAnswers: oddNpmAnswers,
  wrongAnswers: wrongNpmAnswers,

  range: '^1.2.0',
  service: ({ name, range, version }) => ({
    'package.json': json(serviceManifest({ dependencies: { [name]: range } })),
    'service.mjs': PROGRAM.replaceAll('SDK', name).replace('VERSION', version),
  }),
  needing: ({ name, range }, file) => ({
    'package.json': json(
      serviceManifest({
        dependencies: { [name]: range },
        scripts: {
          build: 'mkdir dist && cp service.mjs dist',
          test: `node --eval "fs.readFileSync('${file}')"`,
        },
      }),
    ),
  }),
  accepted: [
    ['^1.2.0', BASE, true],
    ['~1.2.3', BASE, true],
    ['>=1.0.0 <2', BASE, true],
    [BASE, BASE, true],
    ['1.x || 3.x', BASE, true],
    ['*', BASE, true],
    ['^1.2.4', BASE, false],
    ['~1.1.0', BASE, false],
    ['^2.0.0', BASE, false],
    ['^1.2.3-dev.1', '1.2.4', true],
    ['latest', BASE, false],
  ],
  forbidden,
};

function forbidden({ name, range }: UsedSdk): ForbiddenCase[] {
  const manifest = 'service/package.json';
  const inManifest = (what: string, at: string, more: object): ForbiddenCase => ({
    what,
    files: { [manifest]: json(serviceManifest({ dependencies: { [name]: range }, ...more })) },
    file: manifest,
    at,
  });
  const required = (spec: string): ForbiddenCase =>
    inManifest(`the requirement ${spec}`, `"${spec}"`, { dependencies: { [name]: spec } });
  const lock = {
    name: 'service',
    lockfileVersion: 3,
    packages: { '': {}, [`node_modules/${name}`]: { resolved: '../sdk', link: true } },
  };
  return [
    required('file:../sdk'),
    required('link:../sdk'),
    required('workspace:*'),
    required('../sdk'),
    required('git+https://example.com/sdk.git'),
    required('example/sdk'),
    required('https://example.com/sdk.tgz'),
    required('latest'),
    inManifest('another name for the SDK', '"alias"', { dependencies: { alias: `npm:${name}@${range}` } }),
    inManifest('a development requirement by a path', '"file:', {
      devDependencies: { [name]: 'file:../sdk' },
    }),
    inManifest('an override', '"file:', { overrides: { [name]: 'file:../sdk' } }),
    {
      what: 'a lock that links',
      files: { 'service/package-lock.json': json(lock) },
      file: 'service/package-lock.json',
      at: `node_modules/${name}`,
    },
    {
      what: "an npmrc with the scope's own registry",
      files: { 'service/.npmrc': 'fund=false\n@compliance:registry=https://example.com/\n' },
      file: 'service/.npmrc',
      at: ':registry',
    },
    {
      what: 'a link in place of the SDK',
      files: {},
      links: { [`service/node_modules/${name}`]: 'sdk' },
      file: `service/node_modules/${name}`,
      at: undefined,
    },
    {
      what: 'a workspace that has the SDK',
      files: { 'package.json': json({ name: 'root', workspaces: ['sdk'] }) },
      file: 'package.json',
      at: '"workspaces"',
    },
  ];
}
