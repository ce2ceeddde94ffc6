import { afterEach, expect, test, vi } from 'vitest';
import {
  proxiesOf,
  proxiesOfPassword,
  proxyFor,
  relayedEnvironment,
  relayWithProxies,
} from './user-proxies.ts';

afterEach(() => void vi.unstubAllEnvs());

test('the environment names proxies in either case', () => {
  expect(
    proxiesOf({ HTTP_PROXY: 'http://one.test', https_proxy: 'two.test:3128', NO_PROXY: 'a.test' }),
  ).toEqual({ http: 'http://one.test', https: 'two.test:3128', no: 'a.test' });
});

test('a proxy is chosen by the kind of request, completed, and left out where the user says so', () => {
  const proxies = { http: 'http://one.test', https: 'two.test:3128', no: 'inside.test' };
  const to = (host: string, tls: boolean) => proxyFor({ host, port: tls ? 443 : 80, tls }, proxies);
  expect(to('outside.test', false)).toBe('http://one.test');
  expect(to('outside.test', true)).toBe('http://two.test:3128');
  expect(to('npm.inside.test', true)).toBeUndefined();
  expect(proxyFor({ host: 'outside.test', port: 443, tls: true }, {})).toBeUndefined();
});

test("a relay's address tells it the proxies, and no address without them", () => {
  const proxies = { https: 'http://user:pass%3F@proxy.test:1/', no: 'ünïcode.test' };
  const address = new URL(relayWithProxies('http://secret@127.0.0.1:5/', proxies));
  expect([address.username, address.host]).toEqual(['secret', '127.0.0.1:5']);
  expect(proxiesOfPassword(address.password)).toEqual(proxies);
  expect(proxiesOfPassword('')).toEqual({});
});

test('a process that goes by the relay goes by no other proxy, and past it nowhere', () => {
  vi.stubEnv('HTTPS_PROXY', 'http://proxy.test:1/');
  vi.stubEnv('no_proxy', 'inside.test');
  const environment = relayedEnvironment('http://secret@127.0.0.1:5/');
  expect(proxiesOf({ ...process.env, ...environment })).toMatchObject({
    http: environment.HTTP_PROXY,
    https: environment.HTTP_PROXY,
    no: '',
  });
  const { password } = new URL(environment.https_proxy ?? '');
  expect(proxiesOfPassword(password)).toMatchObject({ https: 'http://proxy.test:1/', no: 'inside.test' });
});
