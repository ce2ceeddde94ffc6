import { expect, test } from 'vitest';
import { memoryRegistry } from '../publish/testing/memory-registry.ts';
import { pypi } from '../pypi/index.ts';
import { RegistryError } from '../world/http.ts';
import { listServedVersions } from './served-versions.ts';

test('the newest comes first, dated by the registry, else by the number of the snapshot, else not at all', async () => {
  const registry = memoryRegistry(() => ({
    versions: async () => [
      { version: '0.9.0', time: undefined },
      { version: '1.0.0.dev20260102030406', time: undefined },
      { version: '0.10.0', time: '0001-01-01T00:00:00Z' },
      { version: '1.0.0', time: '2026-03-01T12:00:00+02:00' },
      { version: '1.0.0.dev20261332000000', time: 'yesterday' },
      { version: '1.0.0.dev20260102030405', time: '2026-01-01T00:00:00.5Z' },
    ],
  }));
  expect(await listServedVersions(pypi, registry, 'sdk')).toEqual([
    { version: '1.0.0', kind: 'release', time: '2026-03-01T10:00:00.000Z', timeSource: 'registry' },
    {
      version: '1.0.0.dev20260102030406',
      kind: 'snapshot',
      time: '2026-01-02T03:04:06.000Z',
      timeSource: 'snapshot number',
    },
    {
      version: '1.0.0.dev20260102030405',
      kind: 'snapshot',
      time: '2026-01-01T00:00:00.500Z',
      timeSource: 'registry',
    },
    { version: '1.0.0.dev20261332000000', kind: 'snapshot', time: undefined, timeSource: undefined },
    { version: '0.10.0', kind: 'release', time: undefined, timeSource: undefined },
    { version: '0.9.0', kind: 'release', time: undefined, timeSource: undefined },
  ]);
});

test('a registry that answers at the second time is heard, one that refuses is not asked again', async () => {
  let asked = 0;
  const failing = (code: 'REGISTRY_UNAVAILABLE' | 'REGISTRY_REFUSED') =>
    memoryRegistry(() => ({
      async versions() {
        asked += 1;
        if (asked === 1) throw new RegistryError(code, 'no');
        return [{ version: '1.0.0', time: undefined }];
      },
    }));
  expect(await listServedVersions(pypi, failing('REGISTRY_UNAVAILABLE'), 'sdk')).toHaveLength(1);
  asked = 0;
  await expect(listServedVersions(pypi, failing('REGISTRY_REFUSED'), 'sdk')).rejects.toThrow('no');
  expect(asked).toBe(1);
});
