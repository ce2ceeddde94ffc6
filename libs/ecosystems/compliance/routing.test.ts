import path from 'node:path';
import { afterAll, beforeAll, describe, vi } from 'vitest';
import { newCertificate, trust } from '../src/world/testing/certificate.ts';
import { temporaryFolder } from '../src/world/testing/temporary-folder.ts';
import type { Fixture } from './fixture.ts';
import { goFixture } from './go-fixture.ts';
import { npmFixture } from './npm-fixture.ts';
import { startPlainRegistry } from './plain/plain-registry.ts';
import { pypiFixture } from './pypi-fixture.ts';
import type { Registries } from './registries.ts';
import { routing } from './routing.ts';
import { newSuite } from './suite.ts';

const fixtures: readonly Fixture[] = [npmFixture, pypiFixture, goFixture];

const started = new AsyncDisposableStack();
let registries: Registries | undefined;

beforeAll(async () => {
  for (const { registryAlone } of fixtures)
    for (const [name, value] of Object.entries(registryAlone)) vi.stubEnv(name, value);
  const folder = started.use(await temporaryFolder('routing')).path;
  const certificate = await newCertificate(folder);
  started.use(trust(certificate));
  const registry = started.use(await startPlainRegistry({ certificate, digests: true }));
  registries = {
    environment: registry.environment,
    folder: path.join(folder, 'suite'),
    certificate,
    uploads: async (ecosystem, name) => registry.uploads(ecosystem, name),
    seen: registry.seen,
  };
});

afterAll(async () => {
  vi.unstubAllEnvs();
  await started.disposeAsync();
});

function running(): Registries {
  if (registries === undefined) throw new Error('The registries do not run.');
  return registries;
}

const suites = fixtures.map((fixture) => newSuite(fixture, 'plain', running));

// The ecosystems run at the same time, the tests of each one in order.
describe.concurrent.each(suites)('$ecosystem.id with third parties from elsewhere', (suite) => {
  describe('a forged upstream', { concurrent: false }, () => routing(suite));
});
