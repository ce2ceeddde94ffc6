import { goFixture } from '../go/testing/fixture.ts';
import { npmFixture } from '../npm/testing/fixture.ts';
import { pypiFixture } from '../pypi/testing/fixture.ts';
import type { Environment, RegistryFixture } from './registry-fixture.ts';

/** In the order of the embedded registries. */
export const fixtures: readonly RegistryFixture[] = [npmFixture, pypiFixture, goFixture];

export const idOf = ({ registry }: RegistryFixture): string => registry.ecosystem.id;

/** Lists the ids of the ecosystems whose registry serves the workspace's own package. */
export async function served(environment: Environment): Promise<readonly string[]> {
  const answers = fixtures.map(async (fixture) =>
    (await fixture.isServed(environment)) ? [idOf(fixture)] : [],
  );
  return (await Promise.all(answers)).flat();
}
