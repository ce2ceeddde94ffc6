import { rm } from 'node:fs/promises';
import path from 'node:path';
import { places, taskLog } from '@ameideio/nx-packages/workspace';
import { readPackedManifest } from '@ameideio/version-manifest';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Clone, cloneWorkspace } from './clone.ts';
import { nx } from './nx.ts';

let clone: Clone;
beforeAll(async () => {
  clone = await cloneWorkspace();
});
afterAll(() => clone?.remove());

test('an SDK may have the scoped name that the generators of Nx give, and no project of registries is needed', async () => {
  const list = JSON.parse(await clone.read('workspace.json'));
  const { 'sdk-ts': sdk, contracts } = list.projects;
  await clone.write(
    'workspace.json',
    JSON.stringify({ ...list, projects: { '@acme/sdk-ts': sdk, contracts } }),
  );
  await clone.commit('Rename the SDK');
  const { exitCode, output } = await nx(clone, 'run @acme/sdk-ts:pack');
  expect(exitCode, output).toBe(0);
  const packed = await readPackedManifest(path.join(clone.root, places.packages('@acme/sdk-ts')));
  expect(packed.name).toBe('@ameideio/ameide-sdk-ts');
  expect(await clone.read(taskLog('@acme/sdk-ts:pack'))).toContain('passed @acme/sdk-ts:pack in ');
  const graph = await nx(clone, 'show project @acme/sdk-ts --json');
  const { targets } = JSON.parse(graph.output);
  expect(targets.publish.dependsOn).toEqual(['pack', 'lint', 'test']);
  expect(targets.pack.outputs).toEqual(['{workspaceRoot}/dist/packages/@acme+sdk-ts']);
});

test('in a workspace without a list of projects the plugin adds nothing, keeps no logs, and ends no command', async () => {
  await rm(path.join(clone.root, 'workspace.json'));
  await rm(path.join(clone.root, places.taskLogs), { recursive: true, force: true });
  const { exitCode, output } = await nx(clone, 'show projects --json');
  expect(exitCode, output).toBe(0);
  expect(JSON.parse(output)).toEqual(expect.arrayContaining(['nx-packages', 'main-job']));
  const project = { name: '@acme/util', targets: { build: { command: 'echo built' } } };
  await clone.write('packages/util/project.json', JSON.stringify(project));
  const built = await nx(clone, 'run @acme/util:build');
  expect(built.exitCode, built.output).toBe(0);
  await expect(clone.read(places.taskReport)).rejects.toThrow('ENOENT');
});
