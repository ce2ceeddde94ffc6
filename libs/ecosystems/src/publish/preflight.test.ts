import { expect, test } from 'vitest';
import type { Ecosystem } from '../ecosystem.ts';
import type { Environment, RegistryVariable } from '../environment.ts';
import { go } from '../go/index.ts';
import { RegistryError } from '../world/http.ts';
import { preflight } from './preflight.ts';
import { type MemoryRegistry, memoryRegistry } from './testing/memory-registry.ts';

const ENVIRONMENT = { ONE_URL: 'http://memory.invalid', ONE_TOKEN: 't' };

const ofUpstream = <T extends RegistryVariable['holds']>(holds: T) =>
  ({ neededFor: 'upstream', holds }) as const;

const ecosystemOf = (registry: MemoryRegistry): Ecosystem => ({
  ...go,
  id: 'one',
  filesPerVersion: 2,
  variables: [
    { name: 'ONE_URL', purpose: 'the address', neededFor: 'address', holds: 'url' },
    { name: 'ONE_TOKEN', purpose: 'the token', neededFor: 'upload', holds: 'token' },
    { name: 'ONE_UP', purpose: 'the upstream', neededFor: 'upstream', holds: 'url' },
    { name: 'ONE_UP_USER', purpose: 'its user', ...ofUpstream('username'), otherHalf: 'ONE_UP_PASSWORD' },
    { name: 'ONE_UP_PASSWORD', purpose: 'its password', ...ofUpstream('password'), otherHalf: 'ONE_UP_USER' },
  ],
  registry: () => registry,
});

async function preflighted(registry: MemoryRegistry, more: Environment = {}): Promise<string[]> {
  const log: string[] = [];
  const publications = [{ ecosystem: ecosystemOf(registry), name: 'sdk', version: '1.2.3' }];
  await preflight(publications, { ...ENVIRONMENT, ...more }, (line) => log.push(line));
  return log;
}

test('a version that is there in part is to be uploaded', async () => {
  const registry = memoryRegistry();
  registry.held.set('wheel', Buffer.from('w'));
  expect(await preflighted(registry)).toEqual(['sdk 1.2.3: to upload', 'one credential: accepted']);
  registry.held.set('sdist', Buffer.from('s'));
  expect(await preflighted(registry)).toEqual(['sdk 1.2.3: served']);
});

test('a credential that can not be checked does not stop it, and is told', async () => {
  const registry = memoryRegistry(() => ({ checkCredential: async () => 'not checkable before upload' }));
  expect(await preflighted(registry)).toContain('one credential: not checkable before upload');
});

test('a registry that is busy is asked again', async () => {
  const errors = [new RegistryError('REGISTRY_UNAVAILABLE', 'busy')];
  const registry = memoryRegistry(({ lookUp }) => ({
    async lookUp(name, version) {
      const error = errors.pop();
      if (error !== undefined) throw error;
      return lookUp(name, version);
    },
  }));
  expect(await preflighted(registry)).toContain('sdk 1.2.3: to upload');
});

test.each([
  [{ ONE_UP: 'up.example.com' }, 'VARIABLE_INVALID', /^ONE_UP is not an http/],
  [{ ONE_UP: 'https://up.example.com', ONE_UP_USER: 'u' }, 'VARIABLE_MISSING', /^ONE_UP_PASSWORD is not set/],
])('an upstream that can not be used is named before anything is asked: %j', async (more, code, message) => {
  const registry = memoryRegistry(() => ({ lookUp: () => Promise.reject(new Error('asked')) }));
  await expect(preflighted(registry, more)).rejects.toThrow(
    expect.objectContaining({ code, message: expect.stringMatching(message) }),
  );
});

test('an upstream is not needed, and one that can be used changes nothing', async () => {
  const log = await preflighted(memoryRegistry(), { ONE_UP: 'https://up.example.com' });
  expect(log).toEqual(await preflighted(memoryRegistry()));
});

test('nothing to publish needs nothing', async () => {
  await expect(preflight([], {}, () => {})).resolves.toBeUndefined();
});
