import type { SmokeResult } from '@ameideio/version-manifest';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SmokeRequest } from '../../ecosystem.ts';
import { smokeSdk } from '../../smoke/smoke.ts';
import { inScratchFolder } from '../../world/scratch-folder.ts';
import { listExportedPaths } from '../export-map.ts';
import { npm } from '../index.ts';
import { readPackageJson } from '../package-json.ts';
import { reducePaths } from '../paths-here.ts';
import { npmRegistry } from '../registry.ts';
import {
  GOOD_TOKEN,
  type OneProcessRegistry,
  startOneProcessRegistry,
} from '../testing/one-process-registry.ts';
import { type PackedSample, packSample, SAMPLE } from '../testing/sample-package.ts';
import { runPackage } from './run-package.ts';
import { newUserFolder } from './user-folder.ts';

let server: OneProcessRegistry;
beforeAll(async () => {
  server = await startOneProcessRegistry();
  await Promise.all(THIRD_PARTIES.map((files) => publish(files, '1.0.0')));
});
afterAll(() => server.stop());

const registryOf = () => npmRegistry({ PACKAGES_NPM_URL: server.url, PACKAGES_NPM_TOKEN: GOOD_TOKEN });

async function publish(files: Record<string, string>, version: string): Promise<PackedSample['packed']> {
  const { packed, bytes } = await packSample(files, version);
  for (const artifact of packed.artifacts) await registryOf().upload(packed, artifact, bytes);
  return packed;
}

let snapshots = 20_260_101_000_000;

async function smoke(files: Record<string, string>, skip: Record<string, string> = {}): Promise<SmokeResult> {
  const packed = await publish(files, `1.2.3-dev.${snapshots++}`);
  return inScratchFolder('sdk', (sdk) =>
    smokeSdk({
      ...{ packed, ecosystem: npm, registry: registryOf(), environment: {}, sdk, skip, log: () => {} },
      internalNames: async () => [],
    }),
  );
}

const manifest = (name: string, more: object): Record<string, string> => ({
  'package.json': JSON.stringify({ name, version: '1.2.3', license: 'MIT', type: 'module', ...more }),
});

const THIRD_PARTIES = [
  { ...manifest('@third/peer', { exports: './index.js' }), 'index.js': 'export const peer = 1;' },
  { ...manifest('@third/inner', { exports: './index.js' }), 'index.js': '' },
  {
    ...manifest('@third/whole', { exports: './index.js', dependencies: { '@third/inner': '1.0.0' } }),
    'index.js': '',
  },
  {
    ...manifest('@third/native', {
      ...{ type: 'commonjs', main: 'index.js', scripts: { install: 'node -p 1 > made.js' } },
    }),
    'index.js': `require('./made.js')`,
  },
  {
    ...manifest('@third/stuck', { exports: './index.js' }),
    'index.js': `throw new Error('generate me first')`,
  },
];

/** A subpath whose module has this source, with trivial declarations. */
const code = (sources: Record<string, string>) => {
  const names = Object.keys(sources);
  const exports = Object.fromEntries(
    names.map((name) => [
      name.startsWith('.') ? name : `./${name}`,
      { types: './none.d.ts', default: `./${fileOf(name)}` },
    ]),
  );
  const files = Object.fromEntries(Object.entries(sources).map(([name, source]) => [fileOf(name), source]));
  return { exports, files: { 'none.d.ts': 'export {};\n', ...files } };
};
const fileOf = (name: string): string => (name === '.' ? 'index.js' : `${name}.js`);

describe('a package that works for its users', () => {
  test('passes, and the result names what needs an optional part or another host', async () => {
    const { exports, files } = code({
      '.': `import '@third/peer';`,
      brought: `export {}; (() => import('@third/inner')).name;`,
      later: `export {}; let fast; try { fast = await import('not-declared'); } catch {}`,
      peer: `import { peer } from '@third/peer';`,
      stuck: `import '@third/stuck';`,
      native: `import '@third/native';`,
      made: `import './made-by-script.js';`,
      page: `document.title = 'a page';`,
      element: `export {}; class Button extends HTMLElement {}`,
      'service-worker': `addEventListener('fetch', () => {});`,
      edge: `import 'cloudflare:sockets';`,
      desktop: `import 'electron';`,
      thread: `import { parentPort } from 'node:worker_threads'; parentPort.postMessage(1);`,
      timer: `setInterval(() => {}, 1000);`,
      slow: `await Promise.resolve();`,
      'left-out': `throw new Error('not here');`,
      program: `#!/usr/bin/env node\nimport { basename } from 'node:path'; process.exit(3);`,
    });
    const result = await smoke(
      {
        ...manifest(SAMPLE, {
          exports: {
            ...exports,
            './types': { types: './none.d.ts' },
            './parts/*': { types: './parts/*.d.ts', import: './parts/*.mjs', default: './parts/*.cjs' },
            './dual': { browser: './page.js', types: './none.d.ts', default: './slow.js' },
          },
          bin: { hi: './program.js', old: './old.cjs', part: './parts/program.cjs', run: './run.sh' },
          scripts: { postinstall: 'node -p 1 > made-by-script.js' },
          dependencies: { '@third/native': '1.0.0', '@third/whole': '1.0.0' },
          peerDependencies: { '@third/peer': '1.x', '@third/stuck': '1.x' },
          peerDependenciesMeta: { '@third/peer': { optional: true }, '@third/stuck': { optional: true } },
        }),
        ...files,
        // A bundler's chunks differ between the module systems.
        'parts/both.d.ts': 'export {};',
        'parts/both.mjs': '',
        'parts/both.cjs': '',
        'parts/program.cjs': '#!/usr/bin/env node\n',
        'parts/chunk-A.mjs': '',
        'parts/chunk-B.cjs': '',
        'old.cjs': `#!/usr/bin/env node\nrequire('./slow.js'); process.exit(3);`,
        'run.sh': '#!/bin/sh\nexit 3\n',
      },
      { './left-out': 'it needs a printer', './gone': 'it was here once' },
    );
    expect(result.checks.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        ...['own install scripts', 'exports import as ESM', 'exports require as CommonJS'],
        ...['bins find their imports', 'imports are packed or declared'],
      ]),
    );
    const lacks = (name: string) => `it needs the global "${name}", which Node.js does not have`;
    expect(result.notRun).toEqual(
      Object.entries({
        './desktop': 'it imports "electron", which only its own host has',
        './dual under "browser"': 'Node.js does not set this condition',
        './edge': 'it imports "cloudflare:", which only its own host has',
        './element': lacks('HTMLElement'),
        './left-out': 'it needs a printer',
        './page': lacks('document'),
        './parts/program': 'it is the program of bin part',
        './program':
          'it is the program of bin hi, and failed without arguments: Error: it ends the process that loads it: exit code 3',
        './service-worker': lacks('addEventListener'),
        './stuck': 'the optional "@third/stuck" can\'t be loaded here by itself: Error: generate me first',
        'bin run': 'its first line starts sh, not node',
      }).map(([what, reason]) => ({ what, reason })),
    );
    const asynchronous = (path: string) => `${path} awaits at its top level, so "require" can't load it`;
    expect(result.warnings.map(({ message }) => message)).toEqual(
      expect.arrayContaining([
        `${SAMPLE} needs "@third/peer", which package.json declares as optional`,
        `${SAMPLE}/native needs the install scripts of "@third/native", which npm 12 does not run unasked`,
        asynchronous(`${SAMPLE}/slow`),
        `brought.js:1 imports "@third/inner", which a dependency happens to bring along, but package.json does not declare "@third/inner": add it to "dependencies"`,
        `"./gone" names no subpath and no program of ${SAMPLE}: remove it, or correct its name`,
      ]),
    );
  });
});

describe('a package that fails its users', () => {
  test('fails with every subpath, program and import that is broken', async () => {
    const { exports, files } = code({
      '.': `export const later = () => import('./gone-later.js');`,
      undeclared: `import 'undeclared';`,
      throws: `throw new Error('at once');`,
      typo: `documnet.title = 'a page';`,
      server: `import 'node:fs'; document.title = 'a page';`,
      ends: `process.exit(0);`,
      never: `await new Promise(() => {});`,
      rejects: `Promise.reject(new Error('unheard'));`,
      unavailable: `import '@third/unavailable';`,
      deep: `export const load = () => import('@third/peer/deep');`,
      fine: `export {}; setTimeout(() => {}, 100_000);`,
    });
    const errors = await checkErrors({
      ...manifest(SAMPLE, {
        exports: {
          ...exports,
          './node': { types: './none.d.ts', node: './page.js', default: './index.js' },
          './dual': { types: './none.d.ts', import: './index.js', default: './dual.cjs' },
          './twins/*': { types: './twins/*.d.ts', import: './twins/*.js', default: './twins/*.cjs' },
          './commonjs': { types: './none.d.ts', import: './index.js', default: './commonjs.cjs' },
        },
        bin: { dev: 'dev.js', name: 'name.js', old: 'old.cjs', broken: 'broken.cjs' },
        dependencies: { '@third/peer': '1.0.0' },
        devDependencies: { '@third/native': '1.0.0' },
        peerDependencies: { '@third/unavailable': '1.x' },
        peerDependenciesMeta: { '@third/unavailable': { optional: true } },
      }),
      ...files,
      'page.js': `document.title = 'a page';`,
      'dual.cjs': `require('./helper.cjs');`,
      'twins/two.js': '',
      'twins/two.cjs': '',
      'twins/one.js': '',
      'twins/one.d.ts': 'export {};',
      'slow.mjs': 'await Promise.resolve();',
      'commonjs.cjs': `require('./slow.mjs');`,
      'dev.js': `#!/usr/bin/env node\nimport '@third/native';`,
      'name.js': `#!/usr/bin/env node\nimport { nothing } from 'node:path';`,
      'old.cjs': `#!/usr/bin/env node\nif (process.argv[2]) require('@third/native');`,
      'broken.cjs': `#!/usr/bin/env node\nlet a; let a;`,
    });
    // The output leaves out the lines of npm's own message.
    const linesOf = (check: string): string[] =>
      (errors.get(check) ?? '').split('\n').filter((line) => !line.startsWith('npm error'));
    const both = [
      `${SAMPLE}/undeclared: Error [`,
      `${SAMPLE}/throws: Error: at once`,
      `${SAMPLE}/typo: ReferenceError: documnet is not defined`,
      `${SAMPLE}/server: ReferenceError: document is not defined`,
      `${SAMPLE}/ends: Error: it ends the process that loads it: exit code 0`,
    ];
    const unavailable = `${SAMPLE}/unavailable: it needs "@third/unavailable", which package.json declares as optional: `;
    const node = `${SAMPLE}/node: ReferenceError: document is not defined`;
    const rejects = `${SAMPLE}/rejects: Error: it ends the process that loads it: Error: unheard`;
    expect(linesOf('exports import as ESM')).toEqual(
      [...both, `${SAMPLE}/never: Error: its top-level await never settles`, rejects, unavailable, node].map(
        (line) => expect.stringContaining(line),
      ),
    );
    expect(linesOf('exports require as CommonJS')).toEqual(
      [
        ...[...both, rejects, unavailable, node],
        `${SAMPLE}/dual: Error [MODULE_NOT_FOUND]: Cannot find module './helper.cjs'`,
        `${SAMPLE}/twins/one: Error [MODULE_NOT_FOUND]`,
        `${SAMPLE}/commonjs: Error [ERR_REQUIRE_ASYNC_MODULE]`,
      ].map((line) => expect.stringContaining(line)),
    );
    expect(linesOf('bins find their imports')).toEqual([
      expect.stringMatching(/^bin dev: Error \[ERR_MODULE_NOT_FOUND\]: .*'@third\/native'/),
      expect.stringMatching(/^bin name: SyntaxError: .*'node:path'.*'nothing'/),
      expect.stringMatching(/^bin broken: SyntaxError: .*already been declared/),
    ]);
    expect(linesOf('imports are packed or declared')).toEqual([
      expect.stringMatching(/^dev\.js:2 imports "@third\/native", but .* devDependencies/),
      'dual.cjs:1 imports "./helper.cjs", but the package does not hold helper.cjs',
      'index.js:1 imports "./gone-later.js", but the package does not hold gone-later.js',
      expect.stringMatching(/^old\.cjs:2 imports "@third\/native", but .* devDependencies/),
      expect.stringMatching(/^undeclared\.js:1 imports "undeclared", but package\.json does not declare/),
      expect.stringMatching(
        /^deep\.js:1 imports "@third\/peer\/deep", which is not there .*ERR_PACKAGE_PATH_NOT_EXPORTED/,
      ),
    ]);
  });
});

/** Collects the output of each check that runs a package. */
async function checkErrors(files: Record<string, string>): Promise<ReadonlyMap<string, string>> {
  const packed = await publish(files, `1.2.3-dev.${snapshots++}`);
  const errors = new Map<string, string>();
  const check = async <T>(name: string, run: () => Promise<T>): Promise<T> =>
    run().catch((error: Error) => {
      errors.set(name, error.message);
      throw error;
    });
  await inScratchFolder('run', async (sandbox) => {
    const request: SmokeRequest = {
      ...{ packed, registry: registryOf(), clientAccess: { ...registryOf(), routed: undefined } },
      ...{ sandbox, check, skip: {} },
      ...{ smokeFolder: undefined, log: () => {}, warn: () => {}, notRun: () => {} },
    };
    const user = await newUserFolder(request, 'project');
    await user.install();
    const packageJson = (await readPackageJson(user.packageFolder)).content;
    const paths = reducePaths(listExportedPaths(packageJson, Object.keys(files)), Object.keys(files));
    const { checks } = await runPackage(request, user, packageJson, paths);
    await Promise.allSettled(checks.map((run) => run()));
  });
  return errors;
}
