import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { goRoute } from './route.ts';

const read = (path: string) => goRoute.read(path);

test.each([
  ['example.com/left/@v/list', 'example.com/left'],
  ['example.com/left/@latest', 'example.com/left'],
  ['example.com/left/@v/v1.0.0.info', 'example.com/left'],
  ['example.com/left/@v/v1.0.0.mod', 'example.com/left'],
  ['example.com/left/v2/@v/v2.0.0-rc.1.zip', 'example.com/left/v2'],
  ['github.com/!acme/!s!d!k/@v/v1.0.0-!r!c.1.zip', 'github.com/Acme/SDK'],
  ['example.in/yaml.v3/@v/v3.0.1.zip', 'example.in/yaml.v3'],
  ['example.com/left/@v/v2.0.0+incompatible.mod', 'example.com/left'],
  ['example.com/left/@v/main.info', 'example.com/left'],
  ['example.com/~user/a_b-c/@v/list', 'example.com/~user/a_b-c'],
  ['github.com/@v/list', 'github.com'],
])('%s is a read of %s', (path, name) => {
  expect(read(path)).toEqual({ name, path, ofThirdParties: false });
});

test.each([
  ['sumdb/sum.example.com/supported', undefined],
  ['sumdb/sum.example.com/latest', undefined],
  ['sumdb/sum.example.com:8443/latest', undefined],
  ['sumdb/sum.example.com/tile/8/0/x001/x234/567', undefined],
  ['sumdb/sum.example.com/tile/8/data/123', undefined],
  ['sumdb/sum.example.com/tile/8/1/003.p/45', undefined],
  ['sumdb/sum.example.com/lookup/github.com/!acme/sdk@v1.0.0', 'github.com/Acme/sdk'],
  ['sumdb/sum.example.com/lookup/example.com/left@v2.0.0+incompatible', 'example.com/left'],
])('%s is a read of the checksum database, of the module %s', (path, name) => {
  expect(read(path)).toEqual({ name, path, ofThirdParties: true });
});

test.each([
  '',
  'example.com/left',
  'example.com/left/@v/',
  'example.com/left/@v/v1.0.0.tar',
  'example.com/left/@v/.info',
  'example.com/left/@v/../list',
  'example.com/left/@v/a/b.info',
  'example.com/left/@v/V1.info',
  'example.com/left/@latest/',
  'example.com//left/@v/list',
  '/example.com/left/@v/list',
  'example.com/../left/@v/list',
  'example.com/./left/@v/list',
  'example.com/.left/@v/list',
  'example.com/left./@v/list',
  'Example.com/left/@v/list',
  'example.com/!1/@v/list',
  'example.com/!/@v/list',
  'example.com/!Acme/@v/list',
  'example.com%2fleft/@v/list',
  'example.com\\left/@v/list',
  'example.com/le ft/@v/list',
  'example.com/left@v1/@v/list',
  'example.com/left/@v/list?go-get=1',
  'upload/example.com/left/@v/v1.0.0.zip/x',
  'sumdb/sum.example.com',
  'sumdb/sum.example.com/other',
  'sumdb/../lookup/example.com/left@v1.0.0/..',
  'sumdb/sum.example.com/tile/8/0/../../lookup/example.com/left@v1.0.0',
  'sumdb/sum.example.com/lookup/example.com/left',
  'sumdb/sum.example.com/lookup/example.com/left@v1@v2',
])('%j is no read', (path) => {
  expect(read(path)).toBeUndefined();
});

test('whatever is read has one spelling, which an address keeps as it is', () => {
  const piece = fc.constantFrom(
    ...['example.com', 'left', '!a', 'A', '.', '..', '/', '//', '@v', '@latest', 'list', 'v1.0.0', '.info'],
    ...['.zip', '%2e', '\\', 'sumdb', 'lookup', 'tile/8/0/001', '@', '+', '~', '-', '!'],
  );
  const path = fc.array(piece, { minLength: 1, maxLength: 9 }).map((pieces) => pieces.join(''));
  const known = fc.constantFrom(
    'example.com/left/@v/',
    'sumdb/sum.example.com/',
    'sumdb/sum.example.com/lookup/',
  );
  fc.assert(
    fc.property(known, path, fc.constantFrom('', '.info', '@v1.0.0', '/@v/list'), (start, middle, end) => {
      const found = read(`${start}${middle}${end}`);
      fc.pre(found !== undefined);
      expect(read(found.path)).toEqual(found);
      expect(new URL(`https://up.example.com/go/${found.path}`).pathname).toBe(`/go/${found.path}`);
    }),
  );
});

/** The cases of `go help module-private` and of the tests of MatchPrefixPatterns. */
describe('internal modules', () => {
  test.each([
    ['', 'example.com/sdk', false],
    ['example.com/sdk', 'example.com/sdk', true],
    ['example.com/sdk', 'example.com/sdk/v2', true],
    ['example.com/sdk', 'example.com/sdk/deep/er', true],
    ['example.com/sdk', 'example.com/sdk2', false],
    ['example.com/sdk', 'example.com', false],
    ['example.com/sdk/', 'example.com/sdk/v2', true],
    ['example.com/*', 'example.com/sdk', true],
    ['example.com/*', 'example.com/sdk/v2', true],
    ['example.com/*', 'example.com', false],
    ['*.corp.example.com', 'git.corp.example.com/team/sdk', true],
    ['*.corp.example.com', 'corp.example.com/team/sdk', false],
    ['*.corp.example.com,rsc.io/private', 'rsc.io/private/quux', true],
    ['*/acme', 'github.com/acme/sdk', true],
    ['*/acme', 'github.com/other/acme', false],
    ['github.com/Acme', 'github.com/acme/sdk', true],
    ['example.com/[a-c]*', 'example.com/boo', true],
    ['example.com/[a-c]*', 'example.com/zoo', false],
    ['/', 'example.com/sdk', false],
  ])('of GOPRIVATE=%s, %s is one: %s', async (GOPRIVATE, name, internal) => {
    expect(goRoute.matcher(GOPRIVATE.split(','))(name)).toBe(internal);
  });

  test.each([
    [{}, []],
    [{ GOPRIVATE: 'example.com/corp,*.example.org' }, ['example.com/corp', '*.example.org']],
    [{ GOPRIVATE: 'example.com/corp', GONOSUMDB: '*', GONOPROXY: 'none' }, ['example.com/corp']],
    [{ GONOSUMDB: 'example.com/corp' }, ['example.com/corp']],
    [{ GOPRIVATE: '*' }, ['*']],
  ])("of the user's %j these are taken", async (settings, patterns) => {
    const none = { GOENV: 'off', GOPRIVATE: undefined, GONOSUMDB: undefined, GONOPROXY: undefined };
    for (const [name, value] of Object.entries({ ...none, ...settings })) vi.stubEnv(name, value);
    expect(await goRoute.internalPatterns({})).toEqual(patterns);
    vi.unstubAllEnvs();
  });
});
