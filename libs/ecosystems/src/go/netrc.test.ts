import { expect, test } from 'vitest';
import { netrcOf } from './netrc.ts';

const credential = { username: 'reader', password: 'p:a#s=s' };

test.each([
  ['https://packages.example.com', 'packages.example.com'],
  ['https://packages.example.com:8443/org/go', 'packages.example.com:8443/org/go'],
])('the machine of %s is %s', (address, machine) => {
  expect(netrcOf({ address, credential })).toBe(`machine ${machine} login reader password p:a#s=s\n`);
});

test('where anybody may read there is none', () => {
  expect(netrcOf({ address: 'http://127.0.0.1', credential: undefined })).toBeUndefined();
});

test.each([
  [
    'http://127.0.0.1/go',
    credential,
    /^PACKAGES_GO_PROXY_URL is plain http.*unset PACKAGES_GO_READ_USERNAME/,
  ],
  [
    'https://127.0.0.1',
    { ...credential, username: 'a b' },
    /^PACKAGES_GO_READ_USERNAME contains white space/,
  ],
  [
    'https://127.0.0.1',
    { ...credential, password: 'secret\tone' },
    /^PACKAGES_GO_READ_PASSWORD contains white/,
  ],
])('what the go command would not send is refused by name: %s', (address, unsendable, message) => {
  const read = (): unknown => netrcOf({ address, credential: unsendable });
  expect(read).toThrow(expect.objectContaining({ code: 'VARIABLE_INVALID' }));
  expect(read).toThrow(message);
  expect(read).not.toThrow('secret');
});
