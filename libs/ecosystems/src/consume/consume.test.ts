import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { Ecosystem } from '../ecosystem.ts';
import { go } from '../go/index.ts';
import { newRepository, type Repository } from '../history/testing/repository.ts';
import { memoryRegistry, packedOf } from '../publish/testing/memory-registry.ts';
import { consume, type Service } from './consume.ts';

const pin = { ...packedOf({ wheel: 'w' }), name: 'sdk' };

const serving = memoryRegistry();
serving.held.set('wheel', Buffer.from('w'));

/** A service of an ecosystem that accepts a range only if it equals the base version. */
function serviceIn({ root }: Repository, bent: Partial<Ecosystem>): Service {
  const requirement = { name: 'sdk', range: pin.base, file: path.join(root, 'service/manifest'), line: 3 };
  const ecosystem: Ecosystem = {
    ...go,
    registry: () => serving,
    readManifest: async () => ({
      file: 'service/go.mod',
      name: 'service',
      base: undefined,
      requirements: [requirement],
    }),
    accepts: (range, base) => range === base,
    forbiddenSources: async () => [],
    resolve: async () => {},
    readSelected: async () => [
      { name: 'sdk', version: pin.version, integrities: pin.artifacts.map(({ integrity }) => integrity) },
    ],
    ...bent,
  };
  return {
    workspaceRoot: root,
    project: 'service',
    root: 'service',
    inputs: [],
    statedOutputs: undefined,
    sdkFolders: [],
    ecosystem,
    pins: [pin],
    resolved: path.join(root, 'resolved'),
    environment: {},
    internalNames: async () => [],
    log: () => {},
  };
}

test('every reason to refuse is named at once, with its place in the workspace, before anything is resolved', async () => {
  await using workspace = await newRepository();
  const file = path.join(workspace.root, 'service', 'manifest');
  const service = serviceIn(workspace, {
    readManifest: async () => ({
      file: 'service/go.mod',
      name: 'service',
      base: undefined,
      requirements: [
        { name: 'sdk', range: '9', file, line: 3 },
        { name: 'sdk', range: pin.base, file, line: 4 },
        { name: 'third-party', range: '9', file, line: 5 },
        // That line states a path, and no range to check.
        { name: 'sdk', range: '../sdk', file, line: 7 },
      ],
    }),
    forbiddenSources: async () => [
      { file, line: 7, reason: 'takes sdk from a path' },
      { file: path.join(workspace.root, 'lock'), line: 1, reason: 'links sdk' },
    ],
    resolve: async () => {
      throw new Error('It was resolved.');
    },
  });
  await expect(consume(service)).rejects.toThrow(
    expect.objectContaining({
      code: 'SOURCE_FORBIDDEN',
      message: [
        'service/manifest:7 takes sdk from a path. Services build against the registries alone: remove it.',
        'lock:1 links sdk. Services build against the registries alone: remove it.',
        "service/manifest:3 accepts sdk 9, but the SDK's base version is 1.2.3. Change the range or the base version.",
      ].join('\n'),
    }),
  );
  expect(existsSync(service.resolved)).toBe(false);
});

test('a pin that the registry does not serve is named before a client is started', async () => {
  await using workspace = await newRepository();
  const service = serviceIn(workspace, {
    registry: () => memoryRegistry(),
    resolve: async () => {
      throw new Error('It was resolved.');
    },
  });
  await expect(consume(service)).rejects.toThrow(
    expect.objectContaining({
      code: 'NOT_SERVED',
      message: 'http://memory.invalid does not serve sdk 1.2.3. Run "nx run sdk:publish".',
    }),
  );
});

test('what was resolved is read back: locks that select something else are refused', async () => {
  await using workspace = await newRepository();
  await consume(serviceIn(workspace, {}));
  await expect(consume(serviceIn(workspace, { readSelected: async () => [] }))).rejects.toThrow(
    expect.objectContaining({
      code: 'PIN_MISMATCH',
      message: expect.stringContaining('sdk is not selected at all'),
    }),
  );
});

test('the scratch folder is outside of the workspace, and gone afterwards', async () => {
  await using workspace = await newRepository();
  let seen = '';
  const resolve: Ecosystem['resolve'] = async ({ scratch, output }) => {
    seen = scratch;
    expect(path.relative(workspace.root, scratch).startsWith('..')).toBe(true);
    expect(existsSync(output)).toBe(true);
  };
  await consume(serviceIn(workspace, { resolve }));
  expect(seen).not.toBe('');
  expect(existsSync(seen)).toBe(false);
});
