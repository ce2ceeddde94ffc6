import semver from 'semver';
import { npm } from '../src/npm/index.ts';
import { BASE, type Fixture, type ForbiddenCase, SNAPSHOT, type UsedSdk } from './fixture.ts';
import { oddNpmAnswers, wrongNpmAnswers } from './npm-answers.ts';
import { json, npmBreakages, npmRefusals, sdkManifest, unusualNpmSdks } from './npm-sdks.ts';

/**
 * The service's program: its build copies it, its test expects a version of the SDK, and its start writes the version.
 */
const PROGRAM = `import { cpSync, existsSync, writeFileSync } from 'node:fs';
import { greeting } from 'SDK';
import sdk from 'SDK/package.json' with { type: 'json' };

const [, , task, file] = process.argv;
// The service starts with the user's own settings, but is built and tested without any.
if (task !== 'start' && existsSync(process.env.npm_config_userconfig)) throw new Error('There is an npmrc.');
if (task !== 'start' && /\\/[0-9a-f]{32}\\//.test(process.env.npm_config_registry)) throw new Error('There is a router.');
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
  breakages: npmBreakages,
  unusual: unusualNpmSdks,

  refusals: npmRefusals,
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
    // The build copies the first one as a link.
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
