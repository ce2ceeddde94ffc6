import { afterEach, expect, test, vi } from 'vitest';
import { clientEnvironment, userEnvironment } from './client-environment.ts';

afterEach(() => vi.unstubAllEnvs());

/** Variables that would send a client elsewhere, or let other code in. */
const USERS = {
  npm_config_registry: 'https://elsewhere.example.com',
  'npm_config_@scope:registry': 'https://elsewhere.example.com',
  NPM_TOKEN: 't',
  PIP_INDEX_URL: 'https://elsewhere.example.com',
  PIP_FIND_LINKS: '/wheels',
  UV_INDEX: 'https://elsewhere.example.com',
  PYTHONPATH: '/packages',
  VIRTUAL_ENV: '/venv',
  GOPRIVATE: 'example.com',
  GOFLAGS: '-mod=mod',
  GOPROXY: 'direct',
  NODE_OPTIONS: '--require /elsewhere.cjs',
  NODE_PATH: '/packages',
  XDG_CONFIG_HOME: '/config',
  PACKAGES_NPM_TOKEN: 't',
};

test('a client has the PATH, an empty home, and nothing of the user', () => {
  for (const [name, value] of Object.entries(USERS)) vi.stubEnv(name, value);
  const environment = clientEnvironment('/sandbox/home', { GOPROXY: 'http://registry' });
  expect(environment).toMatchObject({
    PATH: process.env.PATH,
    HOME: '/sandbox/home',
    TMPDIR: '/sandbox/home/tmp',
    LANG: 'C.UTF-8',
    GOPROXY: 'http://registry',
  });
  const { GOPROXY: _, ...withoutOwn } = environment;
  for (const name of Object.keys(USERS)) expect(Object.keys(withoutOwn)).not.toContain(name);
});

test('a client reaches the network as the machine does, unless told otherwise', () => {
  vi.stubEnv('HTTPS_PROXY', 'http://proxy');
  vi.stubEnv('no_proxy', 'inside.example.com');
  vi.stubEnv('SSL_CERT_FILE', '/ca.pem');
  vi.stubEnv('HTTP_PROXY', undefined);
  const environment = clientEnvironment('/home', { SSL_CERT_FILE: '/own.pem' });
  expect(environment).toMatchObject({
    HTTPS_PROXY: 'http://proxy',
    no_proxy: 'inside.example.com,127.0.0.1,localhost,::1',
    SSL_CERT_FILE: '/own.pem',
  });
  expect(Object.keys(environment)).not.toContain('HTTP_PROXY');
});

test('without a PATH there is no client', () => {
  vi.stubEnv('PATH', undefined);
  expect(() => clientEnvironment('/home', {})).toThrow('PATH is not set');
});

test("the user's tools have the user's environment, but neither an activated one nor the registries'", () => {
  for (const [name, value] of Object.entries(USERS)) vi.stubEnv(name, value);
  const { VIRTUAL_ENV: _, PACKAGES_NPM_TOKEN: __, ...rest } = USERS;
  const environment = userEnvironment({ GOPROXY: 'own', ONE: '1' });
  expect(environment).toMatchObject({ ...rest, GOPROXY: 'own', ONE: '1', PATH: process.env.PATH });
  expect(Object.keys(environment).filter((name) => /^(VIRTUAL_ENV$|PACKAGES_)/.test(name))).toEqual([]);
});
