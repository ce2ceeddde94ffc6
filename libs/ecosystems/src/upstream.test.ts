import { expect, test } from 'vitest';
import type { RegistryVariable } from './environment.ts';
import { internalPatternsIn, namesOf, upstreamOf } from './upstream.ts';

const variables: readonly RegistryVariable[] = [
  { name: 'URL', purpose: 'the address', neededFor: 'address', holds: 'url' },
  { name: 'UP', purpose: 'the upstream', neededFor: 'upstream', holds: 'url' },
  { name: 'USER', purpose: 'its user', neededFor: 'upstream', holds: 'username', otherHalf: 'PASSWORD' },
  { name: 'PASSWORD', purpose: 'its password', neededFor: 'upstream', holds: 'password', otherHalf: 'USER' },
  { name: 'OWN', purpose: 'the internal names', neededFor: 'internal', holds: 'patterns' },
];

test.each([
  [{}, undefined],
  [{ UP: '' }, undefined],
  [{ USER: 'u', PASSWORD: 'p' }, undefined],
  [{ UP: 'https://up.example.com/npm/' }, { address: 'https://up.example.com/npm', credential: undefined }],
  [
    { UP: 'https://up.example.com', USER: 'u', PASSWORD: 'p' },
    { address: 'https://up.example.com', credential: { username: 'u', password: 'p' } },
  ],
])('%j has the upstream %j', (environment, upstream) => {
  expect(upstreamOf(variables, environment)).toEqual(upstream);
});

test.each([
  [{ UP: 'up.example.com' }, 'VARIABLE_INVALID', /^UP is not an http/],
  [{ UP: 'ftp://up.example.com' }, 'VARIABLE_INVALID', /^UP is not an http/],
  [{ UP: 'https://u:hunter2@up.example.com' }, 'VARIABLE_INVALID', /^UP contains a user/],
  [{ UP: 'https://up.example.com', USER: 'u' }, 'VARIABLE_MISSING', /^PASSWORD is not set/],
  [{ UP: 'https://up.example.com', PASSWORD: 'hunter2' }, 'VARIABLE_MISSING', /^USER is not set/],
])('%j is refused', (environment, code, message) => {
  const read = () => upstreamOf(variables, environment);
  expect(read).toThrow(expect.objectContaining({ code, message: expect.stringMatching(message) }));
  expect(read).not.toThrow('hunter2');
});

test('patterns are separated by commas, and spaces around them are of no account', () => {
  expect(internalPatternsIn(variables, { OWN: ' @acme/* ,acme-sdk,, b ' }, /./, 'matches nothing.')).toEqual([
    '@acme/*',
    'acme-sdk',
    'b',
  ]);
  expect(internalPatternsIn(variables, {}, /./, 'matches nothing.')).toEqual([]);
});

test('names stand as a sentence has them', () => {
  expect(namesOf(variables, 'upstream')).toBe('UP, USER and PASSWORD');
  expect(namesOf(variables, 'address', 'internal')).toBe('URL and OWN');
});
