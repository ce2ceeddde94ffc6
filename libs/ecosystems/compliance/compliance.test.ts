import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ecosystems } from '../src/ecosystems.ts';
import { consuming } from './consuming.ts';
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
import { type Registries, startForFixtures } from './registries.ts';
import { smoking } from './smoking.ts';
import { spelling } from './spelling.ts';
import { newSuite } from './suite.ts';

const fixtures: readonly Fixture[] = [npmFixture, pypiFixture, goFixture];

let registries: Registries;

beforeAll(async () => {
  registries = await startForFixtures(fixtures);
});

afterAll(() => registries?.[Symbol.asyncDispose]());

test('every ecosystem has a fixture', () => {
  expect(fixtures.map(({ ecosystem }) => ecosystem)).toEqual(ecosystems);
});

const suites = fixtures.map((fixture) => newSuite(fixture, () => registries));
const parts = {
  spelling,
  packing,
  publishing,
  credentialing,
  failing,
  preflighting,
  smoking,
  gating,
  consuming,
};

// The ecosystems at the same time, the tests of one of them one after another.
describe.concurrent.each(suites)('$ecosystem.id', (suite) => {
  for (const [name, part] of Object.entries(parts)) describe(name, { concurrent: false }, () => part(suite));
});

describe('all ecosystems together', () => preflightingTogether(suites));
describe('time limits', () => hanging(suites));
