import { describe, expect, test } from 'vitest';
import {
  environmentOf,
  listMissingVariables,
  makeVariableError,
  type RegistryVariable,
  readRequired,
  readRequiredAddress,
  readRequiredRoot,
  requireReading,
} from './environment.ts';

const URL_VARIABLE: RegistryVariable = {
  name: 'ONE_URL',
  purpose: 'the address of one',
  neededFor: 'address',
  holds: 'url',
};
const TOKEN_VARIABLE: RegistryVariable = {
  name: 'ONE_TOKEN',
  purpose: 'the token of one',
  neededFor: 'upload',
  holds: 'token',
};
const variables = [URL_VARIABLE, TOKEN_VARIABLE];

const half = (name: string, otherHalf: string): RegistryVariable => ({
  name,
  otherHalf,
  purpose: `one half, the other is ${otherHalf}`,
  neededFor: 'read',
  holds: name.endsWith('USER') ? 'username' : 'password',
});
const USER = half('ONE_USER', 'ONE_PASSWORD');
const PASSWORD = half('ONE_PASSWORD', 'ONE_USER');
const READ_TOKEN: RegistryVariable = {
  name: 'ONE_READ_TOKEN',
  purpose: 'for reading',
  neededFor: 'read',
  holds: 'token',
};

test.each([
  [{}, variables],
  [{ ONE_URL: 'http://x', ONE_TOKEN: '' }, [TOKEN_VARIABLE]],
  [{ ONE_URL: undefined, ONE_TOKEN: 't' }, [URL_VARIABLE]],
  [{ ONE_URL: 'http://x', ONE_TOKEN: 't' }, []],
])('of %j these are missing', (environment, missing) => {
  expect(listMissingVariables(variables, environment)).toEqual(missing);
});

test.each([
  [{}, []],
  [{ ONE_USER: '', ONE_PASSWORD: '' }, []],
  [{ ONE_USER: 'u' }, [PASSWORD]],
  [{ ONE_USER: '', ONE_PASSWORD: 'p' }, [USER]],
  [{ ONE_USER: 'u', ONE_PASSWORD: 'p' }, []],
])('of %j, of which reading needs none or both, these are missing', (environment, missing) => {
  expect(listMissingVariables([READ_TOKEN, USER, PASSWORD], environment)).toEqual(missing);
});

test('every missing one has its sentence, a line each', () => {
  expect(makeVariableError(variables)).toMatchObject({
    code: 'VARIABLE_MISSING',
    message:
      'ONE_URL is not set. It is the address of one. See README, "Environment".\n' +
      'ONE_TOKEN is not set. It is the token of one. See README, "Environment".',
  });
});

test('who only reads is asked for each missing address once, and for nothing else', () => {
  const all = [...variables, URL_VARIABLE, { ...URL_VARIABLE, name: 'TWO_URL' }];
  expect(() => requireReading(all, {})).toThrow(
    expect.objectContaining({
      code: 'VARIABLE_MISSING',
      message: expect.stringMatching(/^ONE_URL is not set\. .+\nTWO_URL is not set\. .+$/),
    }),
  );
  requireReading(all, { ONE_URL: 'http://x', TWO_URL: 'http://y' });
});

test('a variable that is needed is given or asked for; another one is a mistake of ours', () => {
  expect(readRequired(variables, 'ONE_TOKEN', { ONE_TOKEN: ' t ' })).toBe(' t ');
  expect(() => readRequired(variables, 'ONE_TOKEN', { ONE_TOKEN: '' })).toThrow(
    expect.objectContaining({ code: 'VARIABLE_MISSING' }),
  );
  expect(() => readRequired(variables, 'TWO', { TWO: '2' })).toThrow("among the ecosystem's variables");
});

describe('an address', () => {
  const address = (value: string): string => readRequiredAddress(variables, 'ONE_URL', { ONE_URL: value });
  const root = (value: string): string => readRequiredRoot(variables, 'ONE_URL', { ONE_URL: value });

  test.each([
    ['http://127.0.0.1:4873', 'http://127.0.0.1:4873'],
    ['https://packages.example.com/npm/', 'https://packages.example.com/npm'],
    ['https://packages.example.com/a/b//', 'https://packages.example.com/a/b'],
    [
      'https://packages.example.com/{module}/@v/{version}.zip',
      'https://packages.example.com/{module}/@v/{version}.zip',
    ],
  ])('%s is taken as it was set, or without its final slash where more follows', (value, read) => {
    expect(address(value)).toBe(value);
    expect(root(value)).toBe(read);
  });

  test.each([
    'packages.example.com',
    'localhost:4873',
    'ftp://example.com',
    'file:///packages',
    '/packages',
    'http://',
  ])('%s is none', (value) => {
    expect(() => address(value)).toThrow(
      expect.objectContaining({
        code: 'VARIABLE_INVALID',
        message: expect.stringMatching(/^ONE_URL is not an http\(s\) address/),
      }),
    );
  });

  test.each([
    'https://user:hunter2@example.com',
    'https://hunter2@example.com',
    'https://:hunter2@example.com',
  ])('with a user or password is refused, since addresses are shown, and is not shown', (value) => {
    const read = () => address(value);
    expect(read).toThrow(expect.objectContaining({ code: 'VARIABLE_INVALID' }));
    expect(read).toThrow(/^ONE_URL contains a user or password/);
    expect(read).not.toThrow(/hunter2/);
  });
});

test('values become an environment by what they are needed for and what they hold', () => {
  const all = [...variables, USER, PASSWORD];
  const read = { username: 'user', password: 'secret' };
  expect(environmentOf(all, { address: { url: 'http://x' }, upload: { token: 't' }, read })).toEqual({
    ONE_URL: 'http://x',
    ONE_TOKEN: 't',
    ONE_USER: 'user',
    ONE_PASSWORD: 'secret',
  });
  expect(environmentOf(all, {})).toEqual({});
  expect(() => environmentOf(all, { upload: { password: 'p' } })).toThrow(
    'holds a password needed for "upload"',
  );
});
