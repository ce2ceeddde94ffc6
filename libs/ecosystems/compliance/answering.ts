import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { consume } from '../src/consume/consume.ts';
import { smokeSdk } from '../src/smoke/smoke.ts';
import { inFolder, type PackedSdk, pack, type SdkWorkspace } from './sdk-workspace.ts';
import type { Suite } from './suite.ts';

/** Tests a registry whose answers differ from the plain one's, as real servers' do. */
export function answering(suite: Suite): void {
  const { ecosystem, fixture, newSdk, publish } = suite;
  const smoke = ({ packed, sdk }: PackedSdk) => smokeSdk({ ...suite.source, packed, sdk, log: () => {} });

  test.each(fixture.oddAnswers)('$what: the SDK passes its $upTo', async ({ upTo, bend }) => {
    await using workspace = await newSdk();
    const sdk = await pack(workspace.root, ecosystem);
    const { name, version } = sdk.packed;
    using _bent = suite.bend(bend(name, version));
    expect((await publish(sdk)).kind).toMatch(/^(published|identical)$/);
    expect(await publish(sdk)).toEqual({ kind: 'identical' });
    if (upTo === 'publish') return;
    expect((await smoke(sdk)).warnings).toEqual([]);
    if (upTo === 'smoke') return;
    await workspace.write(inFolder('service', fixture.service({ name, range: fixture.range, version })));
    await consume({
      workspaceRoot: workspace.root,
      project: 'service',
      root: 'service',
      ecosystem,
      pins: [sdk.packed],
      resolved: path.join(workspace.root, 'dist', 'consume', 'service'),
      inputs: [],
      statedOutputs: undefined,
      sdkFolders: [{ project: 'sdk', root: 'sdk' }],
      environment: suite.environment,
      internalNames: suite.internalNames,
      log: () => {},
    });
  });

  // One SDK for all tests, published once.
  let workspace: SdkWorkspace;
  let sdk: PackedSdk;
  beforeAll(async () => {
    workspace = await newSdk();
    sdk = await pack(workspace.root, ecosystem);
    await publish(sdk);
  });
  afterAll(() => workspace?.[Symbol.asyncDispose]());

  test.each(fixture.wrongAnswers)('$what: the smoke fails at "$check"', async ({ bend, check, reason }) => {
    const { name, version } = sdk.packed;
    using _bent = suite.bend(bend(name, version));
    const error: unknown = await smoke(sdk).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'SMOKE_FAILED', message: expect.stringMatching(reason) });
    expect(error).toMatchObject({ message: expect.stringContaining(`failed its smoke at "${check}": `) });
  });
}
