import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type ContractServer, startContractServer } from './contract-server.ts';

let server: ContractServer;
beforeAll(async () => {
  server = await startContractServer('secret');
});
afterAll(async () => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  await server?.stop();
});

test('the example runs', async () => {
  vi.stubEnv('PLATFORM_URL', server.url);
  vi.stubEnv('PLATFORM_TOKEN', 'secret');
  const log = vi.spyOn(console, 'log').mockReturnValue(undefined);
  await import('../examples/organizations.ts');
  expect(log.mock.calls).toEqual([
    ['acme', 'Acme Ltd'],
    ['slug', 'is taken'],
  ]);
});

test('the README begins with it', () => {
  const read = (file: string): string => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');
  const [, first] = read('README.md').split(/^```(?:ts)?\n/m);
  expect(first).toBe(read('examples/organizations.ts'));
});
