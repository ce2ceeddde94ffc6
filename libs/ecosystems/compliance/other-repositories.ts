import path from 'node:path';
import { expect, test } from 'vitest';
import { consume, runService } from '../src/consume/consume.ts';
import { smokeSdk } from '../src/smoke/smoke.ts';
import { readOnly } from './environments.ts';
import { inFolder, newSdkWorkspace, pack, packBuilt } from './sdk-workspace.ts';
import type { Suite } from './suite.ts';

/** Tests SDKs that require packages of the organisation's other repositories on the same registry. */
export function otherRepositories(suite: Suite): void {
  const { ecosystem, fixture, newSdk, publish } = suite;
  const other = fixture.otherRepository;
  if (other === undefined) return;

  test('an SDK that requires an internal package of another repository is smoked and consumed', async () => {
    await using common = await newSdkWorkspace(fixture, other.name);
    await publish(await pack(common.root, ecosystem, true));
    await using workspace = await newSdk();
    const { root, name } = workspace;
    await workspace.write(inFolder('sdk', other.using(name)));
    // Not built: the user's own configuration does not lead to these registries.
    const sdk = await packBuilt(root, ecosystem);
    await publish(sdk);
    const smoked = await smokeSdk({ ...suite.source, ...sdk, log: () => {} });
    expect(smoked.checks.map((check) => check.name)).toEqual(fixture.checks);

    const used = { name, range: fixture.range, version: sdk.packed.version };
    await workspace.write(inFolder('service', fixture.service(used)));
    const service = {
      workspaceRoot: root,
      project: 'service',
      root: 'service',
      inputs: [],
      statedOutputs: undefined,
      sdkFolders: [{ project: 'sdk', root: 'sdk' }],
      ecosystem,
      pins: [sdk.packed],
      resolved: path.join(root, 'dist', 'consume', 'service'),
      environment: readOnly(suite.environment, ecosystem),
      internalNames: suite.internalNames,
      log: () => {},
    };
    await consume(service);
    await runService(service, 'test', undefined);
  });
}
