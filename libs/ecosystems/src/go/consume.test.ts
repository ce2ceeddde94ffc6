import { expect, test } from 'vitest';
import { newRepository } from '../history/testing/repository.ts';
import { acceptsGo } from './accepts.ts';
import { selectedGo } from './consume.ts';

test.each([
  ['v1.2.3', '1.2.3', true],
  ['v1.2.0', '1.2.3', true],
  ['v0.1.0', '0.2.0', true],
  ['v1.2.3-dev.20260102030405', '1.2.3', true],
  ['v1.2.4-0.20260102030405-abcdefabcdef', '1.2.4', true],
  ['v2.0.0+incompatible', '2.1.0', true],
  ['v1.2.4', '1.2.3', false],
  ['v0.9.0', '1.0.0', false],
  ['v2.0.0', '1.2.3', false],
  ['main', '1.2.3', false],
  ['latest', '1.2.3', false],
  ['v1', '1.2.3', false],
])('whether a requirement of %s accepts %s: %s', (range, base, accepted) => {
  expect(acceptsGo(range, base)).toBe(accepted);
});

const GO_MOD = `module example.com/service

require example.com/sdk v1.2.0

replace example.com/other => example.com/fork v1.0.0

replace example.com/sdk => example.com/sdk v1.2.3-dev.1
`;

test('what is selected is the replaced version, with the hash of its zip', async () => {
  await using folder = await newRepository();
  await folder.write({
    'go.mod': GO_MOD,
    'go.sum':
      'example.com/sdk v1.2.0 h1:old=\nexample.com/sdk v1.2.3-dev.1 h1:zip=\nexample.com/sdk v1.2.3-dev.1/go.mod h1:mod=\n',
  });
  expect(
    await selectedGo(folder.root, ['example.com/sdk', 'example.com/other', 'example.com/missing']),
  ).toEqual([{ name: 'example.com/sdk', version: 'v1.2.3-dev.1', integrities: ['h1:zip='] }]);
});

test('a module without its hash is selected without one', async () => {
  await using folder = await newRepository();
  await folder.write({ 'go.mod': GO_MOD, 'go.sum': '' });
  expect(await selectedGo(folder.root, ['example.com/sdk'])).toEqual([
    { name: 'example.com/sdk', version: 'v1.2.3-dev.1', integrities: [] },
  ]);
});
