import { execFile } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { consume, runService, type Service } from '../consume/consume.ts';
import { inScratchFolder } from '../world/scratch-folder.ts';
import { npm } from './index.ts';
import { npmRegistry } from './registry.ts';
import {
  GOOD_TOKEN,
  type OneProcessRegistry,
  startOneProcessRegistry,
} from './testing/one-process-registry.ts';
import { type PackedSample, packSample, SAMPLE, sampleFiles, writeFiles } from './testing/sample-package.ts';

let server: OneProcessRegistry;
let sample: PackedSample;
const environment = () => ({ PACKAGES_NPM_URL: server.url, PACKAGES_NPM_TOKEN: GOOD_TOKEN });

beforeAll(async () => {
  server = await startOneProcessRegistry();
  sample = await packSample();
  const registry = npmRegistry(environment());
  for (const artifact of sample.packed.artifacts)
    await registry.upload(sample.packed, artifact, sample.bytes);
});
afterAll(() => server.stop());
afterEach(() => {
  vi.unstubAllEnvs();
});

const PACKAGE_JSON = {
  name: 'web',
  private: true,
  type: 'module',
  scripts: { build: 'node build.js', prebuild: 'node -e ""', test: 'node check.js' },
  dependencies: { [SAMPLE]: '^1.2.0' },
};

const FILES = {
  '.gitignore': 'node_modules/\ndist/\n',
  'services/web/package.json': JSON.stringify(PACKAGE_JSON, null, 2),
  'services/web/build.js': `
    import { mkdirSync, writeFileSync } from 'node:fs';
    import { greeting } from '${SAMPLE}';
    mkdirSync('dist');
    writeFileSync('dist/out.txt', greeting + ' from ' + import.meta.dirname);`,
  'services/web/check.js': "import { readFileSync } from 'node:fs'; readFileSync('dist/out.txt');",
  'services/web/dist/old.txt': 'what git ignores stays behind',
};

/** Makes a workspace in git with one service, described for the core. */
async function inWorkspace(
  files: Record<string, string>,
  work: (service: Service, root: string) => Promise<void>,
) {
  await inScratchFolder('workspace', async (root) => {
    await writeFiles(root, { ...FILES, ...files });
    await promisify(execFile)('git', ['init', '--quiet', root]);
    const service = {
      workspaceRoot: root,
      project: 'web',
      root: 'services/web',
      inputs: [],
      statedOutputs: undefined,
      sdkFolders: [],
      ecosystem: npm,
      pins: [sample.packed],
      resolved: path.join(root, 'dist/consume/web'),
      environment: environment(),
      internalNames: async () => [],
      log: () => {},
    };
    await work(service, root);
  });
}

/** Replaces the scripts of a resolved service, which saves resolving it again. */
async function changeScripts(
  { resolved }: Service,
  scripts: Readonly<Record<string, string>>,
): Promise<void> {
  const file = path.join(resolved, 'package.json');
  await writeFile(file, JSON.stringify({ ...JSON.parse(await readFile(file, 'utf8')), scripts }));
}

describe('a service', () => {
  test('resolves, builds and tests with exactly what was packed, and its locks hold no address', () =>
    inWorkspace({ 'user/npmrc': '@sample:registry=http://127.0.0.1:9\n' }, async (service, root) => {
      vi.stubEnv('npm_config_userconfig', path.join(root, 'user/npmrc'));
      vi.stubEnv('npm_config_registry', 'http://127.0.0.1:9');
      await consume(service);
      const [manifest, lock] = await Promise.all(
        ['package.json', 'package-lock.json'].map((file) =>
          readFile(path.join(service.resolved, file), 'utf8'),
        ),
      );
      expect(manifest).not.toContain('http');
      expect(lock).not.toContain('http');
      const [artifact] = sample.packed.artifacts;
      expect(await npm.readSelected(service.resolved, [SAMPLE])).toEqual([
        { name: SAMPLE, version: sample.packed.version, integrities: [artifact?.integrity] },
      ]);

      const output = path.join(root, 'dist/services/web');
      await runService(service, 'build', output);
      const built = await readFile(path.join(output, 'dist', 'out.txt'), 'utf8');
      expect(built).toMatch(/^hello from /);
      expect(built).not.toContain(root);
      await expect(readFile(path.join(output, 'old.txt'))).rejects.toMatchObject({ code: 'ENOENT' });
      await runService(service, 'test', undefined);
    }));

  test('keeps the third parties of its committed lock, and takes no address from it', async () => {
    const third = async (version: string): Promise<void> => {
      const manifest = { ...JSON.parse(sampleFiles()['package.json'] ?? ''), name: SAMPLE };
      const files = { ...sampleFiles(), 'package.json': JSON.stringify(manifest) };
      const { packed, bytes } = await packSample(files, version);
      const registry = npmRegistry(environment());
      for (const artifact of packed.artifacts)
        await registry.upload({ ...packed, name: '@third/party' }, artifact, bytes);
    };
    await third('1.0.0');
    await third('1.1.0');
    const dependencies = { ...PACKAGE_JSON.dependencies, '@third/party': '^1.0.0' };
    const lock = {
      lockfileVersion: 3,
      packages: {
        '': { dependencies },
        'node_modules/@third/party': { version: '1.0.0', resolved: 'http://127.0.0.1:9/party.tgz' },
        [`node_modules/${SAMPLE}`]: { version: '1.2.0-dev.20250101000000', integrity: 'sha512-old' },
      },
    };
    const files = {
      'services/web/package.json': JSON.stringify({ ...PACKAGE_JSON, dependencies }),
      'services/web/package-lock.json': JSON.stringify(lock),
    };
    await inWorkspace(files, async (service) => {
      await consume(service);
      const selected = await npm.readSelected(service.resolved, [SAMPLE, '@third/party']);
      expect(selected.map(({ name, version }) => `${name} ${version}`)).toEqual([
        `${SAMPLE} ${sample.packed.version}`,
        '@third/party 1.0.0',
      ]);
    });
  });

  test('finds no program and no package of the workspace', async () => {
    const scripts = { build: 'vitest --version', test: 'true' };
    const files = {
      'services/web/package.json': JSON.stringify({ ...PACKAGE_JSON, scripts }),
      'node_modules/.bin/vitest': '#!/bin/sh\n',
    };
    await inWorkspace(files, async (service, root) => {
      await consume(service);
      await expect(runService(service, 'build', path.join(root, 'out'))).rejects.toThrow(/vitest.*not found/);
    });
  });

  test('finds the files that it names as inputs where they stand, and no other', async () => {
    const read = "console.log(readFileSync(new URL('../../FILE', import.meta.url), 'utf8'))";
    const check = (file: string): string =>
      `import { readFileSync } from 'node:fs';\n${read.replace('FILE', file)};\n`;
    const files = {
      'tsconfig.base.json': '{ "compilerOptions": {} }',
      'shared/deep/port.txt': '8080',
      'shared/more.txt': 'more',
      'services/web/build.js': check('tsconfig.base.json'),
      'services/web/check.js': check('shared/deep/port.txt'),
    };
    await inWorkspace(files, async (service) => {
      const scripts = { prebuild: 'node build.js', build: 'node check.js', test: 'node -e ""' };
      await consume(service);
      const output: string[] = [];
      const run = (...inputs: string[]): Promise<void> =>
        runService({ ...service, inputs, log: (line) => output.push(line) }, 'test', undefined);
      await changeScripts(service, scripts);
      await run('tsconfig.base.json', 'shared/deep');
      expect(output).toEqual(expect.arrayContaining(['{ "compilerOptions": {} }', '8080']));
      await expect(run('tsconfig.base.json', 'shared/more.txt')).rejects.toThrow('port.txt');
    });
  });

  test('that has no tests passes them, and one without a build is its own files', async () => {
    await inWorkspace({}, async (service, root) => {
      await consume(service);
      const logged: string[] = [];
      for (const scripts of [{}, { test: 'echo "Error: no test specified" && exit 1' }]) {
        await changeScripts(service, scripts);
        await runService({ ...service, log: (line) => logged.push(line) }, 'test', undefined);
      }
      const line = 'The package.json of web has no script "test".';
      expect(logged.filter((one) => one === line)).toHaveLength(2);
      const output = path.join(root, 'dist/services/web');
      await runService(service, 'build', output);
      expect((await readdir(output)).sort()).toEqual([
        'build.js',
        'check.js',
        'package-lock.json',
        'package.json',
      ]);
    });
  });

  test('whose build leaves nothing where it belongs is told so', async () => {
    const scripts = { build: 'node -e ""' };
    const files = { 'services/web/package.json': JSON.stringify({ ...PACKAGE_JSON, scripts }) };
    await inWorkspace(files, async (service, root) => {
      await consume(service);
      await expect(runService(service, 'build', path.join(root, 'out'))).rejects.toThrow(
        'left no file in its folder',
      );
    });
  });

  test('that requires something from elsewhere than the registry is refused', async () => {
    const dependencies = { ...PACKAGE_JSON.dependencies, third: 'file:third' };
    const files = {
      'services/web/package.json': JSON.stringify({ ...PACKAGE_JSON, dependencies }),
      'services/web/third/package.json': '{ "name": "third", "version": "1.0.0" }',
    };
    await inWorkspace(files, async (service) => {
      const consuming = consume(service);
      await expect(consuming).rejects.toMatchObject({ code: 'SOURCE_FORBIDDEN' });
      await expect(consuming).rejects.toThrow(/services\/web\/package\.json:1 leads to third from third/);
    });
  });

  test('is not resolved where the registry does not serve the pin', async () => {
    await inWorkspace({}, async (service) => {
      const pins = [{ ...sample.packed, version: '1.2.3-dev.20990101000000' }];
      await expect(consume({ ...service, pins })).rejects.toThrow('does not serve');
    });
  });
});
