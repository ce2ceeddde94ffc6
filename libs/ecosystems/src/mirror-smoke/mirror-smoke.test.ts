import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { ThirdParty, ThirdPartyRequest } from '../ecosystem.ts';
import type { Environment, RegistryVariable } from '../environment.ts';
import { memoryRegistry } from '../publish/testing/memory-registry.ts';
import { toyRoute } from '../router/testing/toy-route.ts';
import { type MirrorSmoke, mirrorSmoke, type Upstream } from './mirror-smoke.ts';

const variables: readonly RegistryVariable[] = [
  { name: 'URL', purpose: 'the address', neededFor: 'address', holds: 'url' },
  { name: 'UP', purpose: 'the upstream', neededFor: 'upstream', holds: 'url' },
];

const LEFT: ThirdParty = { name: 'left', version: '1.0.0', integrity: 'sha512-first' };

/** A registry before an upstream, as seen from outside: what it fetches, and how often it asks the upstream. */
interface Mirror {
  /** The client's result of each fetch, or why it fails. */
  readonly fetches: readonly (ThirdParty | Error)[];
  /** The number of requests to the upstream at each fetch. */
  readonly asks: readonly number[];
  /** The number of requests for an unknown package. */
  readonly asksForUnknown?: number;
}

interface Seen {
  readonly result: MirrorSmoke;
  /** Whether the upstream was blocked, at each fetch. */
  readonly shut: readonly boolean[];
  readonly sandboxes: readonly string[];
  readonly unknown: readonly string[];
  /** The registry or router of each fetch. */
  readonly addresses: readonly string[];
}

async function smoked(
  { fetches, asks, asksForUnknown = 1 }: Mirror,
  counted = true,
  environment: Environment = {},
): Promise<Seen> {
  let requests = 7;
  let isShut = false;
  const shut: boolean[] = [];
  const sandboxes: string[] = [];
  const unknown: string[] = [];
  const addresses: string[] = [];
  const upstream: Upstream = {
    requests: async () => requests,
    async whileShut(work) {
      isShut = true;
      return work().finally(() => {
        isShut = false;
      });
    },
  };
  const fetchThirdParty = async ({ registry, sandbox, check }: ThirdPartyRequest): Promise<ThirdParty> => {
    const fetched = fetches[sandboxes.length];
    requests += asks[sandboxes.length] ?? 0;
    sandboxes.push(sandbox);
    addresses.push(registry.address);
    shut.push(isShut);
    return check('the one step', async () => {
      if (fetched instanceof Error || fetched === undefined) throw fetched;
      return fetched;
    });
  };
  const registry = {
    ...memoryRegistry(),
    async lookUp(name: string) {
      unknown.push(name);
      requests += isShut ? asksForUnknown : 0;
      throw new Error('it can not know');
    },
  };
  const result = await mirrorSmoke({
    ecosystem: {
      fetchThirdParty,
      registry: ({ URL: address = '' }) => ({ ...registry, address }),
      route: async () => toyRoute,
      variables,
    },
    wanted: 'left',
    registry,
    environment,
    internalNames: async () => [],
    upstream: counted ? upstream : undefined,
    log: () => {},
  });
  expect(isShut).toBe(false);
  return { result, shut, sandboxes, unknown, addresses };
}

test('what the registry has kept comes a second time without its upstream, into an empty sandbox', async () => {
  const { result, shut, sandboxes, unknown } = await smoked({ fetches: [LEFT, LEFT], asks: [3, 0] });
  expect(result).toEqual({ outcome: 'cached', package: LEFT, requests: { first: 3, control: 1 } });
  expect(shut).toEqual([false, true]);
  expect(new Set(sandboxes).size).toBe(2);
  expect(sandboxes.filter((sandbox) => existsSync(sandbox))).toEqual([]);
  expect(unknown).toEqual([expect.stringMatching(/^left-[0-9a-f]{12}$/)]);
});

test('a registry that asks its upstream again has kept nothing, also where the client gets what it wants', async () => {
  const { result } = await smoked({ fetches: [LEFT, LEFT], asks: [3, 2] });
  expect(result).toEqual({
    outcome: 'failed',
    fetch: 'second',
    why: 'the registry did not keep the package: it asked its upstream 2 times more',
  });
});

test('a second fetch that fails for want of the upstream says both', async () => {
  const { result } = await smoked({ fetches: [LEFT, new Error('404 left')], asks: [3, 1] });
  expect(result).toMatchObject({ outcome: 'failed', fetch: 'second' });
  expect(result).toMatchObject({
    why: expect.stringMatching(/did not keep .+; at "the one step": 404 left$/),
  });
});

test('a count that can not rise proves nothing', async () => {
  const { result } = await smoked({ fetches: [LEFT, LEFT], asks: [0, 0], asksForUnknown: 0 });
  expect(result).toEqual({
    outcome: 'not provable',
    package: LEFT,
    why: 'the registry bypasses the relay on its way upstream',
  });
});

test('where nobody counts both fetches are checked all the same', async () => {
  const { result, sandboxes, unknown } = await smoked({ fetches: [LEFT, LEFT], asks: [] }, false);
  expect(result).toEqual({
    outcome: 'not provable',
    package: LEFT,
    why: "the registry's requests to its upstream can't be counted",
  });
  expect([sandboxes.length, unknown.length]).toEqual([2, 0]);
});

test('where third parties come from elsewhere they are fetched there, past the registry and whoever counts', async () => {
  const mirror = { fetches: [LEFT, LEFT], asks: [3, 3] };
  const { result, addresses, shut, unknown } = await smoked(mirror, true, { UP: 'https://up.example.com/' });
  expect(result).toEqual({
    outcome: 'not provable',
    package: LEFT,
    why: 'it comes from https://up.example.com, which is not one of our mirrors',
  });
  const [first, second] = addresses;
  for (const address of addresses) expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[0-9a-f]{32}$/);
  expect(first).not.toBe(second);
  expect([shut, unknown]).toEqual([[false, false], []]);
});

test.each([true, false])('another package the second time is refused (counted: %s)', async (counted) => {
  const other = { ...LEFT, integrity: 'sha512-other' };
  const { result } = await smoked({ fetches: [LEFT, other], asks: [1, 0] }, counted);
  expect(result).toEqual({
    outcome: 'failed',
    fetch: 'second',
    why: 'it returned left 1.0.0 with sha512-other, but the first fetch returned left 1.0.0 with sha512-first',
  });
});

test('a first fetch that fails is told by its step, and there is no second', async () => {
  const { result, sandboxes } = await smoked({ fetches: [new Error('404 left')], asks: [1] });
  expect(result).toEqual({ outcome: 'failed', fetch: 'first', why: 'at "the one step": 404 left' });
  expect(sandboxes).toHaveLength(1);
});
