import type { SmokeResult } from '@ameideio/version-manifest';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { smokeSdk } from '../smoke/smoke.ts';
import { inScratchFolder } from '../world/scratch-folder.ts';
import { npm } from './index.ts';
import { npmRegistry } from './registry.ts';
import {
  GOOD_TOKEN,
  type OneProcessRegistry,
  startOneProcessRegistry,
} from './testing/one-process-registry.ts';
import { packSample, sampleFiles, writeFiles } from './testing/sample-package.ts';

let server: OneProcessRegistry;
beforeAll(async () => {
  server = await startOneProcessRegistry();
});
afterAll(() => server.stop());

let snapshots = 20_260_101_000_000;

/** Publishes files under a new version and smokes them with the real clients. */
async function smoke(files: Record<string, string>, script?: string): Promise<SmokeResult> {
  const { packed, bytes } = await packSample(files, `1.2.3-dev.${snapshots++}`);
  const registry = npmRegistry({ PACKAGES_NPM_URL: server.url, PACKAGES_NPM_TOKEN: GOOD_TOKEN });
  for (const artifact of packed.artifacts) await registry.upload(packed, artifact, bytes);
  return inScratchFolder('sdk', async (sdk) => {
    if (script !== undefined) await writeFiles(sdk, { 'smoke/smoke.mjs': script });
    const source = { registry, environment: {}, internalNames: async () => [] };
    return smokeSdk({ packed, ecosystem: npm, ...source, sdk, log: () => {} });
  });
}

test('a package without a fault passes every check, and its own script knows what it tests', async () => {
  const script = `
    import { greeting } from '@sample/sdk';
    const { PACKAGE_NAME, PACKAGE_VERSION, HOME } = process.env;
    if (greeting !== 'hello' || PACKAGE_NAME !== '@sample/sdk' || !PACKAGE_VERSION.startsWith('1.2.3-dev.')) throw 1;
  `;
  const { checks, registry } = await smoke(sampleFiles(), script);
  expect(registry).toBe(server.url);
  expect(checks.map(({ name }) => name)).toEqual([
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
    'smoke script',
  ]);
});

test('fails at "exports import as ESM", naming every path that does and why', async () => {
  const files = {
    ...sampleFiles(),
    'dist/index.js': "export * from 'not-there';\n",
    'dist/parts/one.js': "throw new Error('no part');\n",
  };
  await expect(smoke(files)).rejects.toThrow(
    /at "exports import as ESM".*@sample\/sdk: .*not-there.*@sample\/sdk\/parts\/one: Error: no part/s,
  );
});

test('fails at "types under strict tsc" for what is missing, and for types that the package does not bring', async () => {
  const files = {
    ...sampleFiles(),
    'dist/index.d.ts': 'export declare const greeting: Missing;\n',
    'dist/parts/one.d.ts': 'export declare const one: NodeJS.Platform;\n',
  };
  await expect(smoke(files)).rejects.toThrow(/at "types under strict tsc".*'Missing'.*'NodeJS'/s);
});

test('fails at "smoke script" with what the script said', async () => {
  await expect(smoke(sampleFiles(), "throw new Error('it does not greet');")).rejects.toThrow(
    /at "smoke script".*it does not greet/s,
  );
});

test('fails at "tarball bytes" where others are served', async () => {
  const bent = `GET @sample/sdk/-/sdk-1.2.3-dev.${snapshots}.tgz`;
  server.answers.set(bent, { status: 200, body: 'other bytes' });
  await expect(smoke(sampleFiles())).rejects.toThrow(/at "tarball bytes": the registry serves 11 bytes/);
});
