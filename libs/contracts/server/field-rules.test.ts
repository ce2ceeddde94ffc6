import { expect, test } from 'vitest';
import { displayNameFaults, pageSizeFaults, slugFaults, updateMaskFaults } from './field-rules.ts';

test.each([
  ['abc', true],
  ['a-1', true],
  ['---', true],
  ['a'.repeat(40), true],
  ['ab', false],
  ['a'.repeat(41), false],
  ['Abc', false],
  ['a_c', false],
  ['äbc', false],
  ['abc\n', false],
  ['', false],
])('slug %j: %s', (slug, valid) => expect(slugFaults('slug', slug).length === 0).toBe(valid));

test.each([
  ['A', true],
  ['é'.repeat(100), true],
  ['😀'.repeat(100), true],
  ['😀'.repeat(101), false],
  ['', false],
])('display name %j: %s', (name, valid) => expect(displayNameFaults('n', name).length === 0).toBe(valid));

test.each([
  [0, true],
  [1, true],
  [100, true],
  [101, false],
  [-1, false],
])('page size %i: %s', (size, valid) => expect(pageSizeFaults('s', size).length === 0).toBe(valid));

test.each([
  [['display_name'], true],
  [['labels', 'display_name'], true],
  [[], false],
  [['slug'], false],
  [['labels', 'labels.plan'], false],
])('update mask %j: %s', (paths, valid) => expect(updateMaskFaults('m', paths).length === 0).toBe(valid));
