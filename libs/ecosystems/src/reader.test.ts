import { expect, test } from 'vitest';
import type { RegistryVariable } from './environment.ts';
import { readCredential, withReadCredential } from './reader.ts';

const variable = (name: string, otherHalf?: string): RegistryVariable => ({
  name,
  purpose: 'it',
  neededFor: 'read',
  holds: name === 'USER' ? 'username' : name === 'PASSWORD' ? 'password' : 'token',
  ...(otherHalf === undefined ? {} : { otherHalf }),
});
const ADDRESS: RegistryVariable = { name: 'URL', purpose: 'the address', neededFor: 'address', holds: 'url' };
const ONE = [ADDRESS, variable('TOKEN')];
const TWO = [ADDRESS, variable('USER', 'PASSWORD'), variable('PASSWORD', 'USER')];

test.each([
  [ONE, {}, undefined],
  [ONE, { TOKEN: '' }, undefined],
  [ONE, { TOKEN: 't' }, { token: 't' }],
  [TWO, { URL: 'u' }, undefined],
  [TWO, { USER: 'u', PASSWORD: 'p' }, { username: 'u', password: 'p' }],
])('%j with %j are the credential %j', (variables, environment, credential) => {
  expect(readCredential(variables, environment)).toEqual(credential);
});

test.each([
  [{ USER: 'u' }, /^PASSWORD is not set/],
  [{ USER: '', PASSWORD: 'p' }, /^USER is not set/],
])('one half alone, %j, is refused', (environment, message) => {
  expect(() => readCredential(TWO, environment)).toThrow(message);
});

const address = 'https://packages.example.com:8443/org';

test.each([
  ['https://packages.example.com:8443/org/one', true],
  ['https://packages.example.com:8443/files/one', true],
  ['https://packages.example.com/org/one', false],
  ['http://packages.example.com:8443/org/one', false],
  ['https://files.example.com:8443/org/one', false],
  ['https://packages.example.com.example.org:8443/org/one', false],
])('whether %s gets the credential: %s', (url, gets) => {
  const headers = { accept: 'text/html' };
  const sent = (credential: Parameters<typeof withReadCredential>[0]['credential']) =>
    withReadCredential({ address, credential }, { url, headers });
  const credentials = [{ token: 't' }, { username: 'ü', password: 'p:p' }, { header: 'X-Key', secret: 'k' }];
  for (const credential of credentials)
    expect(sent(credential)).toEqual({ url, headers, ...(gets ? { credential } : {}) });
  expect(sent(undefined)).toEqual({ url, headers });
});
