import { PackagesError } from '@ameideio/version-manifest';
import { expect, test } from 'vitest';
import { RegistryError } from '../world/http.ts';
import { settleAll } from './settle-all.ts';

test('what all answer is given in their order', async () => {
  expect(await settleAll([Promise.resolve(1), Promise.resolve(2)])).toEqual([1, 2]);
});

test('one refusal stays as it is, several are named together', async () => {
  const down = new RegistryError('REGISTRY_UNAVAILABLE', 'a is down');
  const odd = new PackagesError('INVALID_RESPONSE', 'b is odd');
  await expect(settleAll([Promise.reject(down), Promise.resolve(1)])).rejects.toBe(down);
  await expect(settleAll([Promise.reject(down), Promise.reject(odd)])).rejects.toMatchObject({
    code: 'REGISTRY_UNAVAILABLE',
    message: 'a is down\nb is odd',
  });
});

test('what is no refusal is not hidden behind one', async () => {
  const bug = new TypeError('bug');
  await expect(
    settleAll([Promise.reject(bug), Promise.reject(new PackagesError('TOOL_MISSING', 'x'))]),
  ).rejects.toBe(bug);
});
