import { once } from 'node:events';
import { request } from 'node:http';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { environmentOf } from '../src/environment.ts';
import { newProblems } from '../src/router/problems.ts';
import { startRouter } from '../src/router/router.ts';
import { startToyServer } from '../src/router/testing/two-registries.ts';
import type { Fixture } from './fixture.ts';
import { goFixture } from './go-fixture.ts';
import { npmFixture } from './npm-fixture.ts';
import { pypiFixture } from './pypi-fixture.ts';

const fixtures: readonly Fixture[] = [npmFixture, pypiFixture, goFixture];

/** Other spellings of a letter, a slash or any other character, by which one name could pass for another. */
const SPELLINGS: Readonly<Record<string, readonly string[]>> = {
  '/': ['//', '/./', '/x/../', '/%2e/', '%2f', '%2F', '%252f', '\\', '%5c', '/%2E%2e/', ';/'],
  '-': ['_', '.', '--', '%2d', '%2D', '-_'],
  '@': ['%40', '%2540'],
  '.': ['%2e', '%2E', '%252e', '..'],
};

function spellingsOf(character: string): string[] {
  const hex = character.charCodeAt(0).toString(16);
  const letters = /[a-z]/.test(character)
    ? [character.toUpperCase(), `!${character}`, `%${hex}`, `%${hex.toUpperCase()}`, `%25${hex}`]
    : [];
  return [...(SPELLINGS[character] ?? []), ...letters, `${character}%00`, `${character}?`, `${character}#`];
}

/** Spells a few characters of a path in another way. */
function respelled(path: string): fc.Arbitrary<string> {
  const characters = [...path].map((character) =>
    fc.oneof(
      { weight: 12, arbitrary: fc.constant(character) },
      { weight: 1, arbitrary: fc.constantFrom(character, ...spellingsOf(character)) },
    ),
  );
  const start = fc.constantFrom('', '', '', '/', './', '../', '%2e%2e/', 'x/../', '%2f');
  return fc.tuple(start, ...characters).map((pieces) => pieces.join(''));
}

/** Reads a path as the most lenient server would. */
function lenient(path: string): string {
  let text = path.replaceAll('\\', '/');
  for (let times = 0; times < 4; times += 1)
    text = text.replaceAll(/%([0-9a-f]{2})/gi, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
  const elements: string[] = [];
  for (const element of text
    .replaceAll('\\', '/')
    .split(/[?#;\0]/)[0]
    ?.split('/') ?? []) {
    if (element === '..') elements.pop();
    else if (element !== '' && element !== '.') elements.push(element);
  }
  return elements.join('/').toLowerCase();
}

describe.concurrent.each(fixtures)('$ecosystem.id', ({ ecosystem, name, spelled }) => {
  test('however a path is spelled, an internal name is never asked of the upstream, and what leaves has one spelling', async () => {
    await using registry = await startToyServer();
    await using upstream = await startToyServer();
    const internal = name('sdk-1');
    const address = { url: `${registry.origin}/` };
    const direct = ecosystem.registry(environmentOf(ecosystem.variables, { address }));
    await Promise.all([direct.lookUp(internal, spelled.release), direct.latest(internal)]);
    const pathOf = (seen: string): string => seen.replace(/^GET \//, '');
    const paths = [...new Set(registry.seen.splice(0).map(pathOf))];
    expect(paths).not.toEqual([]);

    const route = await ecosystem.route();
    const origins = {
      registry: { address: registry.origin, credential: undefined },
      upstream: { address: upstream.origin, credential: undefined },
    };
    await using router = await startRouter({
      route,
      origins,
      variables: { registry: '', upstream: '' },
      internal: [internal],
      problems: newProblems({ registry: '', upstream: '', variable: '' }),
    });
    const asked = async (path: string): Promise<void> => {
      const { hostname, port, pathname } = new URL(router.access.address);
      const sent = request({ hostname, port, path: `${pathname}/${path}`.replaceAll('\0', '%00') }).end();
      const [answer] = await once(sent, 'response');
      answer.resume();
      await once(answer, 'end');
    };
    for (const path of paths) await asked(path);
    expect(registry.seen.splice(0).map(pathOf)).toEqual(paths);

    const original = paths.map(lenient);
    const property = fc.asyncProperty(fc.constantFrom(...paths).chain(respelled), async (path) => {
      await asked(path);
      const there = upstream.seen.splice(0).map(pathOf);
      const here = registry.seen.splice(0).map(pathOf);
      expect(there.filter((one) => original.includes(lenient(one)))).toEqual([]);
      const names = there.map((one) => route.read(decodeURIComponent(one))?.name?.toLowerCase());
      expect(names).not.toContain(internal);
      for (const one of [...there, ...here]) {
        expect(route.read(decodeURIComponent(one))?.path).toBe(one);
        expect(new URL(one, 'http://server/').pathname).toBe(`/${one}`);
      }
    });
    await fc.assert(property, { numRuns: 300 });
  });
});
