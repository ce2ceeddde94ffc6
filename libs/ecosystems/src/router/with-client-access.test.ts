import { PackagesError } from '@ameideio/version-manifest';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import type { RegistryVariable } from '../environment.ts';
import { toyRoute } from './testing/toy-route.ts';
import { startToyServer } from './testing/two-registries.ts';
import { withClientAccess } from './with-client-access.ts';

const variables: readonly RegistryVariable[] = [
  { name: 'URL', purpose: 'the address', neededFor: 'address', holds: 'url' },
  { name: 'UP', purpose: 'the upstream', neededFor: 'upstream', holds: 'url' },
  { name: 'UP_TOKEN', purpose: 'its token', neededFor: 'upstream', holds: 'token' },
  { name: 'OWN', purpose: 'the internal names', neededFor: 'internal', holds: 'patterns' },
];
const ecosystem = { variables, route: async () => toyRoute };
const registry = { address: 'http://127.0.0.1:9/own', credential: undefined };

test('without an upstream the registry is read itself, and nobody asks for names', async () => {
  const internalNames = () => Promise.reject(new Error('asked'));
  const access = await withClientAccess(
    { ecosystem, environment: { UP_TOKEN: 't' }, registry, internalNames },
    async (access) => access,
  );
  expect(access).toEqual({ ...registry, routed: undefined });
});

test('a malformed address of the upstream is named before any work', async () => {
  const request = { ecosystem, environment: { UP: 'up' }, registry, internalNames: async () => [] };
  const work = () => Promise.reject(new Error('worked'));
  await expect(withClientAccess(request, work)).rejects.toThrow(
    expect.objectContaining({
      code: 'VARIABLE_INVALID',
      message: expect.stringMatching(/^UP is not an http/),
    }),
  );
});

test('a router stands before both for as long as the work lasts, and what went wrong behind it is told', async () => {
  await using own = await startToyServer();
  await using upstream = await startToyServer();
  let address = '';
  const failed = withClientAccess(
    {
      ecosystem,
      environment: { UP: `${upstream.origin}/` },
      registry: { address: own.origin, credential: undefined },
      internalNames: async () => ['own'],
    },
    async (access) => {
      address = access.address;
      for (const name of ['own', 'left']) expect((await fetch(`${address}/${name}`)).status).toBe(404);
      throw new PackagesError('COMMAND_FAILED', 'The client failed.');
    },
  );
  await expect(failed).rejects.toThrow(
    expect.objectContaining({
      code: 'COMMAND_FAILED',
      message: expect.stringMatching(/^The client failed\.\nown is internal \(.*does not serve it/),
    }),
  );
  expect([own.seen, upstream.seen]).toEqual([['GET /own.json'], ['GET /left.json']]);
  await expect(fetch(`${address}/left`)).rejects.toThrow('fetch failed');
});

test.each([
  ['ends', ''],
  ['fails', 'throw new Error("no")'],
])('a process whose work %s does not stay because of a router', async (_, end) => {
  await using upstream = await startToyServer();
  const [module, toy] = ['./with-client-access.ts', './testing/toy-route.ts'].map((file) =>
    JSON.stringify(new URL(file, import.meta.url)),
  );
  const program = `
    const { withClientAccess } = await import(${module});
    const { toyRoute } = await import(${toy});
    const request = {
      ecosystem: { variables: ${JSON.stringify(variables)}, route: async () => toyRoute },
      environment: { UP: ${JSON.stringify(upstream.origin)} },
      registry: ${JSON.stringify({ address: registry.address })},
      internalNames: async () => [],
    };
    await withClientAccess(request, async ({ address }) => {
      await fetch(address + '/left');
      ${end}
    });`;
  const { exitCode, timedOut } = await execa(process.execPath, ['--input-type=module', '-e', program], {
    reject: false,
    timeout: 20_000,
  });
  expect([exitCode, timedOut]).toEqual([end === '' ? 0 : 1, false]);
  expect(upstream.seen).toEqual(['GET /left.json']);
});
