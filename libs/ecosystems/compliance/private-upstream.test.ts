import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type RelayedUpstream,
  type RunningRegistries,
  relayedUpstream,
  startRegistries,
} from '@ameideio/local-registries';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Embedded, embedded } from '../../local-registries/src/testing/embedded.ts';
import { fixtures, idOf } from '../../local-registries/src/testing/fixtures.ts';
import {
  type PrivateUpstream,
  startPrivateUpstream,
} from '../../local-registries/src/testing/private-upstream.ts';
import { processes } from '../../local-registries/src/testing/processes.ts';
import { mirrorSmoke } from '../src/mirror-smoke/mirror-smoke.ts';

let upstream: PrivateUpstream;
let world: Embedded;
let registries: RunningRegistries;

beforeAll(async () => {
  world = await embedded(async (folder) => {
    upstream = await startPrivateUpstream(folder);
    return upstream;
  });
  registries = await startRegistries({ ...world.options, relay: true });
});

afterAll(async () => {
  await registries?.stop();
  await world?.remove();
});

const relayed = (id: string): RelayedUpstream => {
  const found = relayedUpstream(registries.relayEnvironment, id);
  if (found === undefined) throw new Error('the registries have no relay');
  return found;
};

test.each(fixtures)(
  "$registry.ecosystem.id: a private upstream's package comes through the registry, and a second time out of it",
  async (fixture) => {
    const { ecosystem } = fixture.registry;
    upstream.asked();
    const before = upstream.tunnels.length;
    const smoke = await mirrorSmoke({
      ecosystem,
      wanted: fixture.thirdParty.wanted,
      registry: ecosystem.registry(registries.environment),
      environment: registries.environment,
      internalNames: async () => [],
      upstream: relayed(idOf(fixture)),
      log: () => {},
    });
    expect(smoke, JSON.stringify(smoke)).toMatchObject({
      outcome: 'cached',
      package: { version: expect.stringMatching(/^v?1\.0\.0$/) },
      requests: { first: expect.any(Number), control: expect.any(Number) },
    });

    // All requests to the upstream came in the first fetch, through the relay and then the user's own proxy.
    const first = smoke.outcome === 'cached' ? smoke.requests.first : 0;
    expect(first).toBeGreaterThan(0);
    expect(upstream.tunnels.slice(before)).toEqual(Array(first).fill('upstream.test'));
    const asked = upstream.asked();
    expect(asked.filter((path) => /\.(tgz|whl|zip)$/.test(path))).toHaveLength(1);
  },
);

test("no secret of the user's is kept, or shown in arguments", async () => {
  const secrets = [...fixtures.map(({ thirdParty }) => thirdParty.secret), 'proxy-password-of-the-user'];
  const password = Buffer.from(JSON.stringify({ https: upstream.proxy })).toString('base64url');
  const commands = (await processes()).map(({ command }) => command).join('\n');
  const entries = await readdir(world.folder.root, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  expect(files.length).toBeGreaterThan(10);
  const contents = await Promise.all(
    files.map((entry) => readFile(join(entry.parentPath, entry.name), 'latin1')),
  );
  for (const secret of [...secrets, password.slice(0, 40)]) {
    expect(commands.includes(secret)).toBe(false);
    expect(contents.some((content) => content.includes(secret))).toBe(false);
  }
});
