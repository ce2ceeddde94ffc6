import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { ecosystems } from '../src/ecosystems.ts';
import { answering } from './answering.ts';
import { consuming } from './consuming.ts';
import { copying } from './copying.ts';
import { credentialing } from './credentialing.ts';
import { failing, hanging } from './failing.ts';
import type { Fixture } from './fixture.ts';
import { gating } from './gating.ts';
import { goFixture } from './go-fixture.ts';
import { npmFixture } from './npm-fixture.ts';
import { packing } from './packing.ts';
import { preflighting, preflightingTogether } from './preflighting.ts';
import { publishing } from './publishing.ts';
import { pypiFixture } from './pypi-fixture.ts';
import { reading } from './reading.ts';
import { type Kind, type Registries, startForFixtures, startPlainForFixtures } from './registries.ts';
import { smoking } from './smoking.ts';
import { spelling } from './spelling.ts';
import { newSuite, type Suite } from './suite.ts';

const fixtures: readonly Fixture[] = [npmFixture, pypiFixture, goFixture];

const started = new AsyncDisposableStack();
const registries: Partial<Record<Kind, Registries>> = {};

beforeAll(async () => {
  // Set before any client or registry starts, because they all read the user's own settings.
  for (const { otherRepository } of fixtures)
    for (const [name, value] of Object.entries(otherRepository?.settings ?? {})) vi.stubEnv(name, value);
  const embedded = started.use(await startForFixtures(fixtures));
  const plain = started.use(await startPlainForFixtures(fixtures, embedded.environment));
  Object.assign(registries, { embedded, plain });
});

afterAll(async () => {
  vi.unstubAllEnvs();
  await started.disposeAsync();
});

test('every ecosystem has a fixture', () => {
  expect(fixtures.map(({ ecosystem }) => ecosystem)).toEqual(ecosystems);
});

const suitesOn = (kind: Kind): Suite[] =>
  fixtures.map((fixture) => newSuite(fixture, kind, () => running(kind)));
const embedded = suitesOn('embedded');
const plain = suitesOn('plain');

function running(kind: Kind): Registries {
  const found = registries[kind];
  if (found === undefined) throw new Error(`The ${kind} registries do not run.`);
  return found;
}

/** The parts that need no registry. */
const alone = { spelling, packing, gating };
const asking = { publishing, credentialing, failing, preflighting, smoking, consuming };

// The ecosystems run at the same time, the tests of each one in order.
describe.concurrent.each(embedded)('$ecosystem.id', (suite) => run({ ...alone, ...asking, copying }, suite));
describe.concurrent.each(plain)('$ecosystem.id on a plain registry', (suite) =>
  run({ ...asking, reading, answering }, suite),
);

function run(parts: Readonly<Record<string, (suite: Suite) => void>>, suite: Suite): void {
  for (const [name, part] of Object.entries(parts)) describe(name, { concurrent: false }, () => part(suite));
}

describe('all ecosystems together', () => preflightingTogether(embedded));
describe('time limits', () => hanging(embedded));
