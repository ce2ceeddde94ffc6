import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { npmRoute } from './route.ts';

const read = (path: string) => npmRoute.read(path);

test.each([
  ['left', 'left', 'left'],
  ['@acme/sdk', '@acme/sdk', '@acme%2fsdk'],
  ['JSONStream', 'JSONStream', 'JSONStream'],
  ["a~!'()*b", "a~!'()*b", "a~!'()*b"],
  ['-', '-', '-'],
  ['_', '_', '_'],
])('%s is read as the package %s', (path, name, canonical) => {
  expect(read(path)).toEqual({ name, path: canonical, ofThirdParties: false });
});

test.each([
  '',
  '.',
  '..',
  '@acme',
  '@acme/',
  '@acme//sdk',
  '/left',
  'left/',
  'left/1.0.0',
  '@acme/sdk/1.0.0',
  'left/-/left-1.0.0.tgz',
  '-/whoami',
  '-/npm/v1/security/advisories/bulk',
  '../@acme/sdk',
  '@acme/../sdk',
  '@acme/..',
  '@acme%2fsdk',
  '%40acme/sdk',
  '@acme\\sdk',
  'left?write=true',
  'left#x',
  'le ft',
  'left\n',
  'léft',
])('%j is no read', (path) => {
  expect(read(path)).toBeUndefined();
});

test('whatever is read has one spelling, which an address keeps as it is', () => {
  const word = fc.stringMatching(/^[@\w~!'()*.%\\/-]{1,12}$/);
  fc.assert(
    fc.property(word, (path) => {
      const found = read(path);
      fc.pre(found !== undefined);
      expect(read(decodeURIComponent(found.path))).toEqual(found);
      expect(new URL(`https://up.example.com/npm/${found.path}`).pathname).toBe(`/npm/${found.path}`);
    }),
  );
});

describe('internal names', () => {
  test.each([
    ['@acme/sdk', true],
    ['@Acme/SDK', true],
    ['acme', true],
    ['@acme2/sdk', false],
    ['acme-sdk', false],
    ['left', false],
  ])('%s: %s', async (name, internal) => {
    const patterns = await npmRoute.internalPatterns({ PACKAGES_NPM_INTERNAL: '@acme/*, acme' });
    expect(npmRoute.matcher(patterns)(name)).toBe(internal);
  });

  test.each(['@acme', '@acme/', 'acme sdk', 'acme/*', '@acme/*/x', '^acme$', 'acme@1', '{a,b}'])(
    'the pattern %s, which no name can match, is refused',
    async (pattern) => {
      await expect(npmRoute.internalPatterns({ PACKAGES_NPM_INTERNAL: `good,${pattern}` })).rejects.toThrow(
        expect.objectContaining({
          code: 'VARIABLE_INVALID',
          message: expect.stringMatching(/^PACKAGES_NPM_INTERNAL holds "/),
        }),
      );
    },
  );
});

test('each tarball gets another address, and nothing else changes', async () => {
  const version = (tarball: unknown) => ({ name: 'left', deps: { a: '1' }, dist: { tarball, shasum: 's' } });
  const packument = {
    name: 'left',
    'dist-tags': { latest: '2.0.0' },
    versions: {
      '1.0.0': version('https://files.example.com/left-1.0.0.tgz?signature=1'),
      '1.1.0': version('left/-/left-1.1.0.tgz'),
      '1.2.0': version('/left/-/left-1.2.0.tgz'),
      '1.3.0': version(7),
      '1.4.0': null,
      '1.5.0': {},
    },
    time: { modified: 'now' },
  };
  const links: string[] = [];
  const address = 'https://up.example.com/npm';
  const page = { address, url: `${address}/left`, type: 'application/json' };
  const written = await npmRoute.relink?.(
    { ...page, body: Buffer.from(JSON.stringify(packument)) },
    (link) => `router:${links.push(link)}`,
  );
  expect(links).toEqual([
    'https://files.example.com/left-1.0.0.tgz?signature=1',
    'https://up.example.com/npm/left/-/left-1.1.0.tgz',
    'https://up.example.com/npm/left/-/left-1.2.0.tgz',
  ]);
  expect(JSON.parse(`${written}`)).toEqual({
    ...packument,
    versions: {
      ...packument.versions,
      '1.0.0': version('router:1'),
      '1.1.0': version('router:2'),
      '1.2.0': version('router:3'),
    },
  });
});
