import { expect, test } from 'vitest';
import type { WorkspaceProject } from '../workspace/read-workspace.ts';
import { registriesTargets } from './registries-targets.ts';

const project = (
  name: string,
  type: WorkspaceProject['type'],
  mirrors: WorkspaceProject['mirrors'] = {},
): WorkspaceProject => ({
  name,
  type,
  root: name,
  tags: [`type:${type}`],
  extraInputs: [],
  outputs: undefined,
  smoke: { skip: {} },
  mirrors,
});

const workspace = [project('sdk', 'sdk'), project('service', 'service'), project('tool', 'tool')];

test('what is to be mirrored is told to its target, which runs alone and is never cached', () => {
  const mirrors = { npm: ['left'] };
  const targets = registriesTargets(project('registries', 'registries', mirrors), workspace);
  expect(targets['mirror-smoke']).toMatchObject({ options: { mirrors }, parallelism: false, cache: false });
});

test('the pipeline is all of it', () => {
  const all = [
    { projects: ['sdk'], target: 'versions' },
    { projects: ['service'], target: 'build' },
    { projects: ['service'], target: 'test' },
  ];
  const mirroring = registriesTargets(project('registries', 'registries', { npm: ['left'] }), workspace);
  expect(mirroring.pipeline?.dependsOn).toEqual(['mirror-smoke', ...all]);
  const plain = registriesTargets(project('registries', 'registries'), workspace);
  expect(plain.pipeline?.dependsOn).toEqual(all);
  expect(plain['mirror-smoke']).toBeUndefined();
});

test('each target runs its executor and is never cached; serve goes on until it is ended', () => {
  const targets = registriesTargets(project('registries', 'registries', { npm: ['left'] }), workspace);
  const { pipeline, ...own } = targets;
  for (const [name, target] of Object.entries(own))
    expect(target).toMatchObject({ executor: `@ameideio/nx-packages:${name}`, cache: false });
  expect(Object.keys(own).toSorted()).toEqual(
    ['health', 'mirror-smoke', 'preflight', 'report', 'serve', 'wipe'].toSorted(),
  );
  expect(own.serve?.continuous).toBe(true);
  expect(pipeline).toMatchObject({ executor: 'nx:noop', cache: false });
});
