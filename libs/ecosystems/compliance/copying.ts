import { chmod, mkdir, rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import type { PackedManifest } from '@ameideio/version-manifest';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { consume, runService, type Service } from '../src/consume/consume.ts';
import { smokeSdk } from '../src/smoke/smoke.ts';
import { readOnly } from './environments.ts';
import { COMMITTED } from './fixture.ts';
import { inFolder, type PackedSdk, pack, packBuilt, type SdkWorkspace } from './sdk-workspace.ts';
import type { Suite } from './suite.ts';

/** Tests the copies of projects: modes, targets of links, and the inputs of a service. */
export function copying(suite: Suite): void {
  const { ecosystem, fixture, newSdk, publish } = suite;

  let workspace: SdkWorkspace;
  let sdk: PackedSdk;
  let packed: PackedManifest;

  beforeAll(async () => {
    workspace = await newSdk();
    const linked = fixture.linked?.(workspace.name);
    if (linked !== undefined) {
      await workspace.write({
        ...inFolder('sdk', linked.files),
        'shared/data.json': '{"to": "you"}',
        'README.md': '# SDK\n',
      });
      await chmod(path.join(workspace.sdk, linked.executable), 0o755);
      await link(workspace.sdk, linked.links);
      await workspace.commit(COMMITTED);
    }
    sdk = await pack(workspace.root, ecosystem);
    packed = sdk.packed;
    await publish(sdk);
  });

  afterAll(() => workspace?.[Symbol.asyncDispose]());

  test.runIf(fixture.linked !== undefined)(
    'an SDK runs a program that it holds and reads what its links lead to, which is an input of it',
    async () => {
      await smokeSdk({ ...suite.source, packed, sdk: sdk.sdk, log: () => {} });

      // Makes the checkout like one on a file system without executable bits.
      await workspace.git('config', 'core.fileMode', 'false');
      await chmod(path.join(workspace.sdk, fixture.linked?.(workspace.name).executable ?? ''), 0o644);
      expect((await packBuilt(workspace.root, ecosystem)).packed).toEqual(packed);

      await workspace.write({ 'shared/data.json': '{"to": "us"}' });
      await workspace.commit(new Date(COMMITTED.getTime() + 1000));
      const { packed: other } = await packBuilt(workspace.root, ecosystem);
      expect(other.version).not.toBe(packed.version);
      expect(other.inputs).not.toBe(packed.inputs);
      expect(other.artifacts).not.toEqual(packed.artifacts);

      await link(workspace.sdk, { outside: '../../elsewhere' });
      const refused = expect.objectContaining({
        code: 'SDK_NOT_PACKABLE',
        message: expect.stringContaining(
          'sdk/outside is a symbolic link to ../../elsewhere and leads outside',
        ),
      });
      await expect(packBuilt(workspace.root, ecosystem)).rejects.toThrow(refused);
      await workspace.remove('sdk/outside');
    },
  );

  describe('a service', () => {
    beforeEach(async () => {
      await rm(path.join(workspace.root, 'service'), { recursive: true, force: true });
      const used = { name: workspace.name, range: fixture.range, version: packed.version };
      await workspace.write({
        'shared/base.json': '{}',
        ...inFolder('service', { ...fixture.service(used), ...fixture.needing(used, '../shared/base.json') }),
      });
    });

    const service = (...inputs: readonly string[]): Service => ({
      workspaceRoot: workspace.root,
      project: 'service',
      root: 'service',
      inputs,
      statedOutputs: undefined,
      sdkFolders: [{ project: 'sdk', root: 'sdk' }],
      ecosystem,
      pins: [packed],
      resolved: path.join(workspace.root, 'dist', 'consume', 'service'),
      environment: readOnly(suite.environment, ecosystem),
      internalNames: suite.internalNames,
      log: () => {},
    });

    test('has its inputs beside it, at their own places, links followed', async () => {
      await workspace.write({ 'elsewhere/real.json': '{}' });
      await workspace.remove('shared/base.json');
      await link(workspace.root, { 'shared/base.json': '../elsewhere/real.json' });
      await consume(service('shared/base.json'));
      await runService(service('shared/base.json'), 'build', path.join(workspace.root, 'dist', 'built'));
      await runService(service('shared/base.json'), 'test', undefined);
    });

    test('must not have an SDK as an input, or a part of one, or a folder that holds one', async () => {
      for (const input of ['sdk', `sdk/${fixture.manifestFile}`]) {
        const refused = expect.objectContaining({
          code: 'SOURCE_FORBIDDEN',
          message: expect.stringContaining(
            `workspace.json: the project "service" names in "inputs" ${input}, `,
          ),
        });
        for (const run of [consume, runTests])
          await expect(run(service('shared', input))).rejects.toThrow(refused);
      }
      const above = { ...service('packages'), sdkFolders: [{ project: 'sdk', root: 'packages/sdk' }] };
      await expect(consume(above)).rejects.toThrow(expect.objectContaining({ code: 'SOURCE_FORBIDDEN' }));
    });

    test('must not have a link to an SDK, directly or through its inputs', async () => {
      await link(workspace.root, {
        'service/sdk': '../sdk',
        'shared/manifest': `../sdk/${fixture.manifestFile}`,
      });
      const error: unknown = await consume(service('shared')).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code: 'SOURCE_FORBIDDEN' });
      for (const name of ['service/sdk:1', 'shared/manifest:1']) expect(String(error)).toContain(name);
      await workspace.remove('shared/manifest');
    });

    test('is told which of its inputs is not there', async () => {
      await expect(consume(service('shared', 'tsconfig.bas.json'))).rejects.toThrow(
        expect.objectContaining({
          code: 'WORKSPACE_INVALID',
          message: expect.stringContaining('the project "service" names in "inputs" tsconfig.bas.json'),
        }),
      );
    });

    test.runIf(!ecosystem.servicesStateOutputs)(
      'must not state outputs that nobody would collect',
      async () => {
        const stating = { ...service('shared'), statedOutputs: ['{projectRoot}/lib'] };
        await expect(consume(stating)).rejects.toThrow(
          expect.objectContaining({
            code: 'WORKSPACE_INVALID',
            message: expect.stringContaining('the project "service" states "outputs"'),
          }),
        );
      },
    );

    test.runIf(ecosystem.links === 'followed')('must not have a link that no copy can hold', async () => {
      await link(workspace.root, { 'service/gone': 'nowhere' });
      await expect(consume(service('shared'))).rejects.toThrow(
        expect.objectContaining({
          code: 'LINK_NOT_FOLLOWED',
          message: expect.stringContaining('service/gone is a symbolic link to nowhere and leads nowhere'),
        }),
      );
    });
  });
}

const runTests = (service: Service): Promise<void> => runService(service, 'test', undefined);

async function link(folder: string, links: Readonly<Record<string, string>>): Promise<void> {
  for (const [at, target] of Object.entries(links)) {
    await mkdir(path.dirname(path.join(folder, at)), { recursive: true });
    await symlink(target, path.join(folder, at));
  }
}
