import { expect, test } from 'vitest';
import { newRepository } from '../history/testing/repository.ts';
import { readSelectedGo } from './selected.ts';

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
    await readSelectedGo(folder.root, ['example.com/sdk', 'example.com/other', 'example.com/missing']),
  ).toEqual([{ name: 'example.com/sdk', version: 'v1.2.3-dev.1', integrities: ['h1:zip='] }]);
});

test('a module without its hash is selected without one', async () => {
  await using folder = await newRepository();
  await folder.write({ 'go.mod': GO_MOD, 'go.sum': '' });
  expect(await readSelectedGo(folder.root, ['example.com/sdk'])).toEqual([
    { name: 'example.com/sdk', version: 'v1.2.3-dev.1', integrities: [] },
  ]);
});
