import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { compare } from 'semver';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { http } from '../world/http.ts';
import { type BentServer, startBentServer } from '../world/testing/bent-server.ts';
import { type TemporaryFolder, temporaryFolder } from '../world/testing/temporary-folder.ts';
import { type GoClient, goClient } from './go-command.ts';
import { describeOddLatest, latestOf, syntheticGoMod } from './latest.ts';
import { versionsOf } from './wire.ts';

const MODULE = 'example.com/m';
const LEGACY = syntheticGoMod(MODULE);
const mod = (retract: string): string => `module ${MODULE}\n\ngo 1.20\n\n${retract}\n`;

interface Proxy {
  readonly list: readonly string[];
  /** The go.mod by version; other versions have one without retractions. Null is answered with 404. */
  readonly mods?: Readonly<Record<string, string | null>>;
  readonly latest?: string;
}

let proxy: Proxy = { list: [] };
let server: BentServer;
let folder: TemporaryFolder;
let go: GoClient;

/** The answers of a proxy by path below the module's path; undefined for 404. */
function served({ list, mods = {}, latest }: Proxy, what: string): string | undefined {
  const [, version = '', part] = /^@v\/(.+)\.(info|mod)$/.exec(what) ?? [];
  if (what === '@v/list') return list.join('\n');
  if (what === '@latest') return latest && JSON.stringify({ Version: latest });
  if (part === 'info') return JSON.stringify({ Version: version, Time: '2026-01-02T03:04:05Z' });
  if (part !== 'mod' || mods[version] === null) return undefined;
  return mods[version] ?? mod('');
}

beforeAll(async () => {
  server = await startBentServer(({ url = '' }, response) => {
    const body = served(proxy, url.replace(/^\/[^/]+\/example\.com\/m\//, ''));
    response.writeHead(body === undefined ? 404 : 200).end(body);
  });
  folder = await temporaryFolder('latest');
  await mkdir(path.join(folder.path, 'home', 'tmp'), { recursive: true });
  await writeFile(path.join(folder.path, 'go.mod'), 'module sandbox\n');
});
afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
  await folder?.[Symbol.asyncDispose]();
});

let proxies = 0;

/** Each module has its own path, and so its own place in the module cache. */
async function newProxy(one: Proxy): Promise<string> {
  proxy = one;
  proxies += 1;
  const address = `${server.origin}/${proxies}`;
  go = await goClient({
    registry: { address, credential: undefined, routed: undefined },
    internal: [MODULE],
    home: path.join(folder.path, 'home'),
    modCache: path.join(folder.path, `modcache-${proxies}`),
    flags: ['-mod=mod'],
    log: () => {},
  });
  return `${address}/${MODULE}`;
}

const INCOMPATIBLE = 'v2.0.0+incompatible';

test.each<[string, Proxy, string | undefined]>([
  ['releases', { list: ['v1.0.0', 'v1.10.0', 'v1.9.0'] }, 'v1.10.0'],
  ['a pre-release beside a release', { list: ['v1.0.0', 'v1.1.0-dev.20260102030405'] }, 'v1.0.0'],
  ['pre-releases alone', { list: ['v1.0.0-rc.2', 'v1.0.0-rc.10'] }, 'v1.0.0-rc.10'],
  [
    'a retracted version',
    { list: ['v1.0.0', 'v1.1.0'], mods: { 'v1.1.0': mod('retract v1.1.0 // why') } },
    'v1.0.0',
  ],
  [
    'a retracted range',
    { list: ['v1.0.0', 'v1.0.5', 'v1.2.0'], mods: { 'v1.2.0': mod('retract [v1.0.5, v1.2.0]') } },
    'v1.0.0',
  ],
  [
    'a block',
    {
      list: ['v1.0.0', 'v1.0.5', 'v1.1.0'],
      mods: { 'v1.1.0': mod('retract (\n\tv1.0.5\n\t[v1.1.0,v1.1.5]\n)') },
    },
    'v1.0.0',
  ],
  ['a quoted one', { list: ['v1.0.0', 'v1.1.0'], mods: { 'v1.1.0': mod('retract "v1.1.0"') } }, 'v1.0.0'],
  [
    'an old version that retracts',
    { list: ['v1.0.0', 'v1.1.0'], mods: { 'v1.0.0': mod('retract v1.1.0') } },
    'v1.1.0',
  ],
  [
    'a pre-release that retracts',
    { list: ['v1.0.0', 'v1.1.0-rc.1'], mods: { 'v1.1.0-rc.1': mod('retract v1.0.0') } },
    'v1.0.0',
  ],
  [
    'a pre-release that is left',
    { list: ['v1.0.0', 'v1.1.0-rc.1'], mods: { 'v1.0.0': mod('retract v1.0.0') } },
    'v1.1.0-rc.1',
  ],
  ['nothing left', { list: ['v1.0.0'], mods: { 'v1.0.0': mod('retract v1.0.0') } }, undefined],
  ['a go.mod that is not there', { list: ['v1.0.0', 'v1.1.0'], mods: { 'v1.1.0': null } }, 'v1.1.0'],
  ['a go.mod that is none', { list: ['v1.0.0', 'v1.1.0'], mods: { 'v1.1.0': 'garbage {' } }, 'v1.1.0'],
  ['an incompatible version', { list: ['v1.0.0', INCOMPATIBLE] }, 'v1.0.0'],
  ['one beside a pre-release', { list: ['v1.0.0-rc.1', INCOMPATIBLE] }, 'v1.0.0-rc.1'],
  [
    'one after what has no go.mod',
    { list: ['v1.0.0', INCOMPATIBLE], mods: { 'v1.0.0': LEGACY, [INCOMPATIBLE]: LEGACY } },
    INCOMPATIBLE,
  ],
  ['incompatible ones alone', { list: [INCOMPATIBLE, 'v3.0.0+incompatible'] }, 'v3.0.0+incompatible'],
  [
    'one, where all others are retracted',
    { list: ['v1.0.0', 'v1.1.0', INCOMPATIBLE], mods: { 'v1.1.0': mod('retract [v1.0.0, v1.1.0]') } },
    INCOMPATIBLE,
  ],
  [
    'one, where the last other is retracted',
    { list: ['v1.0.0', 'v1.1.0', INCOMPATIBLE], mods: { 'v1.0.0': LEGACY, 'v1.1.0': mod('retract v1.1.0') } },
    INCOMPATIBLE,
  ],
  ['pseudo-versions beside others', { list: ['v1.0.0', 'v1.0.1-0.20260101000000-abcdefabcdef'] }, 'v1.0.0'],
  ['an @latest that says another', { list: ['v1.0.0', 'v1.1.0'], latest: 'v9.9.9' }, 'v1.1.0'],
])('of %s, the go command selects the same', async (_, one, expected) => {
  const root = await newProxy(one);
  const ask = (what: string) => http({ url: `${root}/${what}` });
  expect(await latestOf(MODULE, versionsOf(await ask('@v/list')), ask)).toBe(expected);
  const selected = go.ask(folder.path, 'list', '-m', '-f', '{{.Version}}', `${MODULE}@latest`);
  if (expected === undefined) await expect(selected).rejects.toThrow('no matching versions');
  else expect((await selected).trim()).toBe(expected);
});

test('whatever is listed, a version that is not retracted is selected, and a release before a pre-release', async () => {
  const version = fc
    .tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 3 }), fc.constantFrom('', '-rc.1'))
    .map(([minor, patch, pre]) => `v1.${minor}.${patch}${pre}`);
  const lists = fc.uniqueArray(version, { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(lists, version, version, async (list, one, other) => {
      const [low, high] = [one, other].toSorted(compare);
      const ask = async (what: string) => ({
        url: '',
        status: 200,
        headers: new Headers(),
        body: Buffer.from(what.endsWith('.mod') ? mod(`retract [${low}, ${high}]`) : ''),
      });
      const left = list.filter((v) => compare(v, `${low}`) < 0 || compare(v, `${high}`) > 0);
      const releases = left.filter((v) => !v.includes('-'));
      const expected = (releases.length > 0 ? releases : left).toSorted(compare).at(-1);
      expect(await latestOf(MODULE, list, ask)).toBe(expected);
    }),
  );
});

test.each([
  [{ list: ['v1.0.0'] }, undefined],
  [{ list: ['v1.0.0'], latest: 'v1.0.0' }, undefined],
  [{ list: ['v1.0.0', 'v1.1.0'], mods: { 'v1.1.0': mod('retract v1.1.0') }, latest: 'v1.0.0' }, undefined],
  [{ list: ['v1.0.0', INCOMPATIBLE], latest: 'v1.0.0' }, undefined],
  [{ list: [], latest: 'v0.0.0-20260101000000-abcdefabcdef' }, undefined],
  [{ list: ['v1.0.0'], latest: 'v9.9.9' }, '@latest says v9.9.9, and the go command selects v1.0.0'],
])('what is odd about @latest of %j', async (one, odd) => {
  const root = await newProxy(one);
  expect(await describeOddLatest(MODULE, one.list, (what) => http({ url: `${root}/${what}` }))).toBe(odd);
});
