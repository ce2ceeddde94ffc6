import { once } from 'node:events';
import { request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { expect, test, vi } from 'vitest';
import {
  type Answers,
  bearer,
  page,
  REGISTRY_TOKEN,
  type Routing,
  redirect,
  startRouting,
  text,
  UPSTREAM_TOKEN,
} from './testing/two-registries.ts';

/** Lists the addresses on a page. */
async function linksOf(routing: Routing, name: string): Promise<string[]> {
  const answer = await routing.ask(name);
  expect(answer.status).toBe(200);
  return (await answer.json()) as string[];
}

const below = (routing: Routing, link: string | undefined): string =>
  `${link}`.replace(`${routing.access.address}/`, '');

test('an internal name comes from the registry, another one from the upstream, each read with its own credential', async () => {
  await using routing = await startRouting();
  const { registry, upstream, files } = routing;
  registry.answers['/own/own.json'] = page('../files/own.bin', `${files.origin}/own.bin?signature=1`);
  registry.answers['/files/own.bin'] = text('own');
  files.answers['/own.bin?signature=1'] = text('signed');
  upstream.answers['/all/left.json'] = page('left.bin', `${files.origin}/left.bin`);
  upstream.answers['/all/left.bin'] = text('left');
  files.answers['/left.bin'] = text('left elsewhere');

  const found: string[] = [];
  for (const name of ['own', 'left']) {
    for (const link of await linksOf(routing, name)) {
      expect(link).toMatch(new RegExp(`^${routing.access.address}/file/\\d+/${name}\\.bin$`));
      found.push(await (await fetch(link)).text());
    }
  }
  expect(found).toEqual(['own', 'signed', 'left', 'left elsewhere']);
  const [own, all] = [bearer(REGISTRY_TOKEN), bearer(UPSTREAM_TOKEN)];
  expect(registry.seen).toEqual([`GET /own/own.json ${own}`, `GET /files/own.bin ${own}`]);
  expect(upstream.seen).toEqual([`GET /all/left.json ${all}`, `GET /all/left.bin ${all}`]);
  expect(files.seen).toEqual(['GET /own.bin?signature=1', 'GET /left.bin']);
});

test('redirects are followed, without the credential once they leave, and links are meant from where they end', async () => {
  await using routing = await startRouting();
  const { upstream, files } = routing;
  upstream.answers['/all/left.json'] = redirect('/all/moved/left.json');
  upstream.answers['/all/moved/left.json'] = page('left.bin');
  upstream.answers['/all/moved/left.bin'] = redirect(`${files.origin}/left.bin?signature=1`);
  files.answers['/left.bin?signature=1'] = redirect(`${upstream.origin}/chosen-by-another`);
  upstream.answers['/chosen-by-another'] = text('left');
  const [link] = await linksOf(routing, 'left');
  expect(await (await fetch(`${link}`)).text()).toBe('left');
  expect(files.seen).toEqual(['GET /left.bin?signature=1']);
  const all = bearer(UPSTREAM_TOKEN);
  expect(upstream.seen).toEqual([
    `GET /all/left.json ${all}`,
    `GET /all/moved/left.json ${all}`,
    `GET /all/moved/left.bin ${all}`,
    'GET /chosen-by-another',
  ]);
});

test('an internal name that the registry lacks is never asked of the upstream, and said so', async () => {
  await using routing = await startRouting();
  const { registry, upstream } = routing;
  upstream.answers['/all/own.json'] = page('own.bin');
  const message = `own is internal (an SDK of this workspace, or named by OWN), and ${registry.origin}/own does not serve it. It is never taken from ${upstream.origin}/all.`;
  const answer = await routing.ask('own', { headers: { accept: 'application/json' } });
  expect(answer.status).toBe(404);
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  expect(await answer.json()).toMatchObject({ error: expect.stringContaining(message), status: 404 });
  expect(await (await routing.ask('own')).text()).toContain(message);
  expect(routing.problems.list()).toEqual([expect.stringContaining(message)]);

  const facts = await routing.ask('facts/own');
  expect([facts.status, await facts.text()]).toEqual([
    404,
    'own is internal, so the upstream is not asked about it.\n',
  ]);
  expect(upstream.seen).toEqual([]);
});

test('a registry that forwards to another host what it lacks does not have it', async () => {
  await using routing = await startRouting();
  const { registry, files } = routing;
  registry.answers['/own/own.json'] = redirect(files.origin.replace('127.0.0.1', 'localhost'));
  const answer = await routing.ask('own');
  const target = `${files.origin.replace('127.0.0.1', 'localhost')}/`;
  expect([answer.status, await answer.text()]).toEqual([
    404,
    expect.stringContaining(`redirects to ${target} for it. It is never taken from`),
  ]);
  expect(files.seen).toEqual([]);
  // A redirect on the registry's own host is allowed.
  registry.answers['/own/own.json'] = redirect(`${files.origin}/own.json`);
  files.answers['/own.json'] = page();
  expect(await linksOf(routing, 'own')).toEqual([]);
});

test('neither registry can lead to the other one, by a link or by a redirect', async () => {
  await using routing = await startRouting();
  const { registry, upstream } = routing;
  registry.answers['/own/own.json'] = page(`${upstream.origin}/all/own.bin`, 'file:///etc/hostname');
  upstream.answers['/all/left.json'] = page(`${registry.origin}/own/left.bin`);
  upstream.answers['/all/right.json'] = redirect(`${registry.origin}/own/own.json`);
  const links = [...(await linksOf(routing, 'own')), ...(await linksOf(routing, 'left'))];
  const answers = await Promise.all(links.map(async (link) => (await fetch(link)).status));
  expect(answers).toEqual([403, 403, 403]);
  const redirected = await routing.ask('right');
  expect([redirected.status, await redirected.text()]).toEqual([
    502,
    `${upstream.origin}/all/right.json can't be read (it redirects to ${registry.origin}/own/own.json).\n`,
  ]);
  expect(routing.problems.list()).toContainEqual(
    `A page of ${upstream.origin}/all leads to ${registry.origin}/own/left.bin.`,
  );
  expect([registry.seen.length, upstream.seen.length]).toEqual([1, 2]);
});

test('a file comes as it is: its headers, a part of it, what belongs to it, and by HEAD', async () => {
  await using routing = await startRouting();
  const { upstream } = routing;
  upstream.answers['/all/left.json'] = page('a%20b+c.bin?x=1');
  const bytes = '0123456789';
  upstream.answers['/all/a%20b+c.bin?x=1'] = ({ method, headers }, response) => {
    expect(headers['accept-encoding']).toBe('identity');
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(headers.range ?? '') ?? [];
    const part = from === undefined ? bytes : bytes.slice(Number(from), Number(to) + 1);
    const range = from === undefined ? {} : { 'content-range': `bytes ${from}-${to}/10` };
    const own = { 'content-length': part.length, 'accept-ranges': 'bytes', 'set-cookie': 'a=b', etag: '"2"' };
    response.writeHead(from === undefined ? 200 : 206, { ...own, ...range });
    response.end(method === 'HEAD' ? undefined : part);
  };
  upstream.answers['/all/a%20b+c.bin.sig?x=1'] = text('signed');
  const [link = ''] = await linksOf(routing, 'left');
  expect(below(routing, link)).toBe('file/0/a%20b%2Bc.bin');

  const whole = await fetch(link);
  expect([whole.status, await whole.text()]).toEqual([200, bytes]);
  expect(Object.fromEntries(whole.headers)).toMatchObject({ 'content-length': '10', etag: '"2"' });
  expect(whole.headers.has('set-cookie')).toBe(false);
  const part = await fetch(link, { headers: { range: 'bytes=2-4' } });
  expect([part.status, await part.text(), part.headers.get('content-range')]).toEqual([
    206,
    '234',
    'bytes 2-4/10',
  ]);
  const head = await fetch(link, { method: 'HEAD' });
  expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, '10', '']);
  expect(await (await fetch(`${link}.sig`)).text()).toBe('signed');
  for (const other of [`${link}.exe`, `${link}x`, link.replace('/0/', '/1/'), link.replace('/0/', '/00x/')])
    expect((await fetch(other)).status).toBe(404);
});

test('a page may be asked for by HEAD, and again only where it has changed', async () => {
  await using routing = await startRouting();
  routing.upstream.answers['/all/left.json'] = ({ headers }, response) => {
    if (headers['if-none-match'] === '"1"') response.writeHead(304, { etag: '"1"' }).end();
    else page('left.bin')({} as never, response);
  };
  const head = await routing.ask('left', { method: 'HEAD' });
  expect([head.status, head.headers.has('content-length')]).toEqual([200, false]);
  const again = await routing.ask('left', { headers: { 'if-none-match': '"1"' } });
  expect([again.status, await again.text()]).toEqual([304, '']);
});

test('what comes encoded is passed on decoded, as its length tells', async () => {
  await using routing = await startRouting();
  const encoded =
    (body: string): Answers[string] =>
    (_, response) => {
      const bytes = gzipSync(body);
      response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': bytes.length }).end(bytes);
    };
  routing.upstream.answers['/all/left.json'] = encoded('["left.bin"]');
  routing.upstream.answers['/all/left.bin'] = encoded('left '.repeat(1000));
  const [link = ''] = await linksOf(routing, 'left');
  const file = await fetch(link);
  expect([file.headers.get('content-encoding'), (await file.text()).length]).toEqual([null, 5000]);
});

test('a large file passes as it comes', async () => {
  await using routing = await startRouting();
  let more: (() => void) | undefined;
  routing.upstream.answers['/all/left.json'] = page('left.bin');
  routing.upstream.answers['/all/left.bin'] = (_, response) => {
    response.writeHead(200, { 'content-length': 8 }).write('half');
    more = () => response.end('rest');
  };
  const [link = ''] = await linksOf(routing, 'left');
  const reader = (await fetch(link)).body?.getReader();
  expect(`${Buffer.from((await reader?.read())?.value ?? [])}`).toBe('half');
  more?.();
  expect(`${Buffer.from((await reader?.read())?.value ?? [])}`).toBe('rest');
});

test('what breaks off does so for the client, too', async () => {
  await using routing = await startRouting();
  routing.upstream.answers['/all/left.json'] = page('left.bin');
  routing.upstream.answers['/all/left.bin'] = (_, response) => {
    response.writeHead(200, { 'content-length': 8 });
    response.write('half', () => response.destroy());
  };
  const [link = ''] = await linksOf(routing, 'left');
  await expect(fetch(link).then((answer) => answer.text())).rejects.toThrow();
});

test.each([
  [401, 1, /answered 401 "you sent Bearer \*\*\*"\. Check UP_URL and UP_TOKEN/],
  [403, 0, /answered 403 .* Check UP_URL and UP_TOKEN/],
  [500, 1, /answered 500/],
])('an upstream that answers %i is named, without what it was sent', async (status, problems, message) => {
  await using routing = await startRouting();
  routing.upstream.answers['/all/left.json'] = ({ headers }, response) =>
    response.writeHead(status, { 'www-authenticate': 'Basic' }).end(`you sent ${headers.authorization}`);
  const answer = await routing.ask('left');
  expect([answer.status, await answer.text()]).toEqual([status, expect.stringMatching(message)]);
  expect(answer.headers.has('www-authenticate')).toBe(false);
  expect(routing.problems.list()).toHaveLength(problems);
  expect(routing.problems.list().join()).not.toContain(UPSTREAM_TOKEN);
});

test('an upstream that lacks something is no problem, one that is down or answers nonsense is', async () => {
  await using routing = await startRouting();
  expect((await routing.ask('nothing')).status).toBe(404);
  expect(routing.problems.list()).toEqual([]);
  routing.upstream.answers['/all/left.json'] = text('<html>');
  expect((await routing.ask('left')).status).toBe(502);
  const { origin } = routing.upstream;
  await routing.upstream[Symbol.asyncDispose]();
  expect((await routing.ask('right')).status).toBe(502);
  expect(routing.problems.list()).toEqual([
    expect.stringMatching(`^${origin}/all/left\\.json can't be read \\(.*JSON`),
    expect.stringMatching(`^${origin}/all/right\\.json can't be read \\(.*ECONNREFUSED`),
  ]);
});

test('nobody is answered who does not know the secret path, and nothing is but a read', async () => {
  await using routing = await startRouting();
  const { address } = routing.access;
  const { origin } = new URL(address);
  routing.upstream.answers['/all/left.json'] = page();
  for (const url of [`${origin}/`, `${origin}/left`, `${origin}/x${new URL(address).pathname}/left`])
    expect((await fetch(url)).status).toBe(403);
  for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])
    expect((await routing.ask('left', { method })).status).toBe(405);
  expect(await rawStatus(address, `${routing.upstream.origin}/all/left.json`)).toBe(403);
  expect(routing.upstream.seen).toEqual([]);
  expect(routing.access).toEqual({
    address: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/[0-9a-f]{32}$/),
    credential: undefined,
    routed: {
      registry: `${routing.registry.origin}/own`,
      internal: ['own'],
      secrets: [new URL(address).pathname.slice(1), REGISTRY_TOKEN, UPSTREAM_TOKEN],
    },
  });
});

/** Sends a request without normalising its path. */
async function rawStatus(address: string, path: string): Promise<number | undefined> {
  const { hostname, port } = new URL(address);
  const asked = request({ hostname, port, path, agent: false }).end();
  const [answer] = await once(asked, 'response');
  answer.resume();
  return answer.statusCode;
}

test('many are answered at the same time', async () => {
  await using routing = await startRouting();
  const names = Array.from({ length: 60 }, (_, index) =>
    String.fromCharCode(97 + (index % 26), 97 + Math.floor(index / 26)),
  );
  for (const name of names) routing.upstream.answers[`/all/${name}.json`] = page(`${name}.bin`);
  const links = (await Promise.all(names.map((name) => linksOf(routing, name)))).flat();
  expect(new Set(links).size).toBe(60);
});

test('it ends at once, whoever waits for an answer, and lets go of the registries', async () => {
  const routing = await startRouting();
  const closed = vi.fn();
  routing.upstream.answers['/all/left.json'] = (_, response) => response.once('close', closed);
  const asked = routing.ask('left').catch((error: Error) => error.message);
  await vi.waitFor(() => expect(routing.upstream.seen).toHaveLength(1), { timeout: 20_000 });
  const ended = routing[Symbol.asyncDispose]().then(() => 'ended');
  expect(await Promise.race([ended, wait(5000, 'still there', { ref: false })])).toBe('ended');
  expect(await asked).toBe('fetch failed');
  await vi.waitFor(() => expect(closed).toHaveBeenCalled(), { timeout: 20_000 });
});

test('a client that goes is waited for by nobody', async () => {
  await using routing = await startRouting();
  const closed = vi.fn();
  routing.upstream.answers['/all/left.json'] = (_, response) => response.once('close', closed);
  const leaving = new AbortController();
  const asked = routing.ask('left', { signal: leaving.signal }).catch((error: Error) => error.name);
  await vi.waitFor(() => expect(routing.upstream.seen).toHaveLength(1), { timeout: 20_000 });
  leaving.abort();
  expect(await asked).toBe('AbortError');
  await vi.waitFor(() => expect(closed).toHaveBeenCalled(), { timeout: 20_000 });
  expect(routing.problems.list()).toEqual([]);
});
