import { once } from 'node:events';
import { Agent, createServer, get, request, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Relay, startRelay } from './relay.ts';
import { RELAY_CONTROL, type RelayedUpstream, relayedUpstream } from './relayed-upstream.ts';
import { relayWithProxies } from './user-proxies.ts';

let relay: Relay;
let upstream: Server;
let one: RelayedUpstream;

beforeAll(async () => {
  relay = await startRelay(['one', 'two', 'three']);
  upstream = createServer((_request, response) => void response.end('from the upstream'));
  await once(upstream.listen(0, '127.0.0.1'), 'listening');
  one = of('one');
});

afterAll(async () => {
  await relay?.close();
  upstream?.closeAllConnections();
  await new Promise((resolve) => upstream?.close(resolve));
});

const environment = () => ({ [RELAY_CONTROL]: relay.control });
const of = (ecosystem: string): RelayedUpstream => {
  const found = relayedUpstream(environment(), ecosystem);
  if (found === undefined) throw new Error('there is no relay');
  return found;
};
const portOf = (server: { address(): AddressInfo | string | null }): number => {
  const address = server.address();
  return typeof address === 'object' ? (address?.port ?? 0) : 0;
};

const proxyOf = (ecosystem: string): string => relay.proxies[ecosystem]?.address ?? '';

/** Sends a request to the upstream through a proxy, as a registry does; returns status and text. */
async function ask(proxy = proxyOf('one')): Promise<[number | undefined, string]> {
  const agent = new Agent({ proxyEnv: { HTTP_PROXY: proxy } });
  const [response] = await once(get(`http://127.0.0.1:${portOf(upstream)}/a`, { agent }), 'response');
  return [response.statusCode, await text(response)];
}

/** Opens a tunnel through a registry's proxy; returns the status of CONNECT and the tunnel. */
async function tunnel(target: string): Promise<[number, Socket]> {
  const { hostname, port, username } = new URL(proxyOf('one'));
  const authorization = `Basic ${Buffer.from(`${username}:`).toString('base64')}`;
  const asked = request({
    hostname,
    port,
    method: 'CONNECT',
    path: target,
    headers: { 'proxy-authorization': authorization },
  });
  const [response, socket] = await once(asked.end(), 'connect');
  socket.on('error', () => undefined);
  return [response.statusCode, socket];
}

test('what a registry asks goes through, and is counted for that registry', async () => {
  const before = await one.requests();
  expect(await ask()).toEqual([200, 'from the upstream']);
  const [status, socket] = await tunnel(`127.0.0.1:${portOf(upstream)}`);
  expect(status).toBe(200);
  socket.write('GET /b HTTP/1.0\r\n\r\n');
  expect(await text(socket)).toContain('from the upstream');
  expect(await one.requests()).toBe(before + 2);
  expect(await of('three').requests()).toBe(0);
});

test('while it is shut nothing comes through, attempts are counted, and others are not touched', async () => {
  const before = await one.requests();
  const requests = await one.whileShut(async () => {
    expect(await ask()).toEqual([503, 'The way to the upstream is shut.']);
    expect((await tunnel(`127.0.0.1:${portOf(upstream)}`))[0]).toBe(503);
    expect(await ask(proxyOf('two'))).toEqual([200, 'from the upstream']);
    return one.requests();
  });
  expect(requests).toBe(before + 2);
  expect(await ask()).toEqual([200, 'from the upstream']);
});

test('it opens again also where the work fails', async () => {
  const failing = one.whileShut(() => Promise.reject(new Error('the work failed')));
  await expect(failing).rejects.toThrow('the work failed');
  expect(await ask()).toEqual([200, 'from the upstream']);
});

test('a tunnel that was open before is cut', async () => {
  const echo = createTcpServer((socket) => void socket.on('error', () => undefined).pipe(socket));
  await once(echo.listen(0, '127.0.0.1'), 'listening');
  const [, socket] = await tunnel(`127.0.0.1:${portOf(echo)}`);
  socket.write('hello');
  expect(String((await once(socket, 'data'))[0])).toBe('hello');
  const cut = once(socket, 'close');
  await one.whileShut(() => cut);
  await new Promise((resolve) => echo.close(resolve));
});

test('it opens again when whoever has shut it is killed', async () => {
  const program = `
    const { relayedUpstream } = await import(process.argv[1]);
    await relayedUpstream(process.env, 'one').whileShut(async () => {
      console.log('shut');
      await new Promise((resolve) => setTimeout(resolve, 60_000));
    });`;
  const client = new URL('relayed-upstream.ts', import.meta.url).href;
  const holder = execa(process.execPath, ['--input-type=module', '-e', program, client], {
    env: environment(),
    reject: false,
  });
  await once(holder.stdout, 'data');
  expect((await ask())[0]).toBe(503);
  holder.kill('SIGKILL');
  await holder;
  await vi.waitFor(async () => expect(await ask()).toEqual([200, 'from the upstream']));
});

test('nobody else uses it, or learns or changes anything by its control', async () => {
  const before = await one.requests();
  const stranger = proxyOf('one').replace(/\/\/.*@/, '//stranger@');
  expect((await ask(stranger))[0]).toBe(407);
  expect((await ask(proxyOf('three').replace(/:\d+\//, `:${new URL(proxyOf('one')).port}/`)))[0]).toBe(407);
  expect(await one.requests()).toBe(before);
  const guess = relay.control.replace(/[^/]+$/, 'guess');
  expect((await fetch(`${guess}/one`)).status).toBe(404);
  expect((await fetch(`${guess}/one/shut`, { method: 'POST' })).status).toBe(404);
  expect((await fetch(`${relay.control}/cobol`)).status).toBe(404);
});

test("the user's own proxy comes after it, with its credentials, unless the user exempts the host", async () => {
  const seen: (string | undefined)[] = [];
  const proxy = createServer((request, response) => {
    seen.push(`${request.headers['proxy-authorization']} ${request.url}`);
    response.end('by the proxy');
  });
  await once(proxy.listen(0, '127.0.0.1'), 'listening');
  const http = `http://user:secret@127.0.0.1:${portOf(proxy)}`;
  const url = `http://127.0.0.1:${portOf(upstream)}/a`;
  expect(await ask(relayWithProxies(proxyOf('one'), { http }))).toEqual([200, 'by the proxy']);
  expect(seen).toEqual([`Basic ${Buffer.from('user:secret').toString('base64')} ${url}`]);
  const exempt = relayWithProxies(proxyOf('one'), { http, no: '127.0.0.0/8' });
  expect(await ask(exempt)).toEqual([200, 'from the upstream']);
  proxy.closeAllConnections();
  await new Promise((resolve) => proxy.close(resolve));
});

test('without a relay there is no upstream to ask about', () => {
  expect(relayedUpstream({}, 'one')).toBeUndefined();
});
