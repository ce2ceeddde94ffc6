import { expect, test } from 'vitest';
import { isOfOtherRegistry, type Origins } from './origins.ts';

const origins = (registry: string, upstream: string): Origins => ({
  registry: { address: registry, credential: undefined },
  upstream: { address: upstream, credential: undefined },
});

const APART = origins('https://own.example.com/npm', 'https://up.example.com/npm');
const BESIDE = origins('https://one.example.com/npm/own', 'https://one.example.com/npm/up');
const BELOW = origins('https://one.example.com/npm', 'https://one.example.com/npm/up');
const SAME = origins('https://one.example.com/npm', 'https://one.example.com/npm');

test.each<[string, Origins, keyof Origins, string, boolean]>([
  ['on another host', APART, 'upstream', 'https://up.example.com/files/a', false],
  ['on another host', APART, 'upstream', 'https://files.example.com/a', false],
  ['on another host', APART, 'upstream', 'https://own.example.com/a', true],
  ['on another host', APART, 'upstream', 'https://own.example.com//npm/a', true],
  ['on another host', APART, 'upstream', 'https://own.example.com:8443/npm/a', false],
  ['on another host', APART, 'registry', 'https://up.example.com/npm/a', true],
  ['beside the other', BESIDE, 'upstream', 'https://one.example.com/npm/up/a', false],
  ['beside the other', BESIDE, 'upstream', 'https://one.example.com/files/a', false],
  ['beside the other', BESIDE, 'upstream', 'https://one.example.com/npm/own/a', true],
  ['beside the other', BESIDE, 'upstream', 'https://one.example.com/npm/ownership/a', false],
  ['beside the other', BESIDE, 'upstream', 'https://one.example.com//npm//own/a', true],
  ['beside the other', BESIDE, 'upstream', 'https://one.example.com/npm/%6Fwn/a', true],
  ['beside the other', BESIDE, 'upstream', 'https://one.example.com/npm%2Fown/a', true],
  ['beside the other', BESIDE, 'upstream', 'https://one.example.com/npm/up/..%2fown/a', true],
  ['beside the other', BESIDE, 'upstream', 'https://one.example.com/NPM/Own/a', true],
  ['beside the other', BESIDE, 'registry', 'https://one.example.com/npm/up/a', true],
  ['below the other', BELOW, 'upstream', 'https://one.example.com/npm/up/a', false],
  ['below the other', BELOW, 'upstream', 'https://one.example.com/npm/own', true],
  ['above the other', BELOW, 'registry', 'https://one.example.com/npm/own', false],
  ['above the other', BELOW, 'registry', 'https://one.example.com/npm/up/a', true],
  ['the same', SAME, 'registry', 'https://one.example.com/npm/a', false],
  ['the same', SAME, 'upstream', 'https://one.example.com/npm/a', false],
])('%s: whether from %o the %s comes to the other one by %s: %s', (_, at, from, url, other) => {
  expect(isOfOtherRegistry(at, from, new URL(url))).toBe(other);
});
