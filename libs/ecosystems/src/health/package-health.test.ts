import type { VersionEntry } from '@ameideio/version-manifest';
import { expect, test } from 'vitest';
import { memoryRegistry, packedOf } from '../publish/testing/memory-registry.ts';
import { FileNotServed, RegistryError } from '../world/http.ts';
import { checkPackageHealth } from './package-health.ts';

const { ecosystem: _, ...packed } = packedOf({ wheel: 'w', sdist: 's' });
const entry: VersionEntry = {
  ...packed,
  registry: 'http://memory.invalid',
  smoke: { passed: true, checks: ['install'], time: '2026-01-02T03:04:05Z' },
};

function holding(files: Readonly<Record<string, string>>) {
  const registry = memoryRegistry();
  for (const [file, text] of Object.entries(files)) registry.held.set(file, Buffer.from(text));
  return registry;
}

test.each([
  [{ wheel: 'w', sdist: 's' }, true, /^served as the version JSON says$/],
  [{ wheel: 'w' }, false, /^sdist is not served$/],
  [{}, false, /^wheel is not served, sdist is not served$/],
  [{ wheel: 'w', sdist: 'other' }, false, /^sdist is served with sha256 [0-9a-f]{64}, not [0-9a-f]{64}$/],
])('a registry that serves %j', async (files, healthy, found) => {
  expect(await checkPackageHealth(holding(files), entry)).toEqual({
    healthy,
    found: expect.stringMatching(found),
  });
});

test('what is odd about the package is told of a healthy one', async () => {
  const odd = { ...holding({ wheel: 'w', sdist: 's' }), oddities: async () => ['there is no tag', 'b'] };
  expect(await checkPackageHealth(odd, entry)).toEqual({
    healthy: true,
    found: 'served as the version JSON says; there is no tag; b',
  });
  const refused = () => Promise.reject(new RegistryError('REGISTRY_REFUSED', 'refused'));
  expect(await checkPackageHealth({ ...odd, oddities: refused }, entry)).toMatchObject({ healthy: true });
});

test('a file that is listed and not there is told', async () => {
  const gone = () => Promise.reject(new FileNotServed('http://memory.invalid/it', 404));
  const registry = { ...holding({ wheel: 'w', sdist: 's' }), download: gone };
  expect(await checkPackageHealth(registry, entry)).toEqual({
    healthy: false,
    found: 'wheel is listed, but not served, sdist is listed, but not served',
  });
});

test('a registry that can not be asked is told, any other error is not taken for an answer', async () => {
  const down = memoryRegistry(() => ({
    lookUp: () => Promise.reject(new RegistryError('REGISTRY_UNAVAILABLE', 'down')),
  }));
  expect(await checkPackageHealth(down, entry)).toEqual({ healthy: false, found: 'down' });
  const broken = memoryRegistry(() => ({ lookUp: () => Promise.reject(new TypeError('ours')) }));
  await expect(checkPackageHealth(broken, entry)).rejects.toThrow('ours');
});
