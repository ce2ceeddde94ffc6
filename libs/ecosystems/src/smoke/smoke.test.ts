import { existsSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { digestsOf, type SmokeResult } from '@ameideio/version-manifest';
import { expect, test } from 'vitest';
import type { Ecosystem } from '../ecosystem.ts';
import { go } from '../go/index.ts';
import { memoryRegistry, packedOf } from '../publish/testing/memory-registry.ts';
import { RegistryError } from '../world/http.ts';
import { temporaryFolder } from '../world/testing/temporary-folder.ts';
import { smokeSdk } from './smoke.ts';

const packed = packedOf({ wheel: 'w' });

function smoke(work: Ecosystem['smoke'], sdk = '/nowhere', log: string[] = []): Promise<SmokeResult> {
  const registry = memoryRegistry();
  const ecosystem: Ecosystem = { ...go, smoke: work };
  const source = { registry, environment: {}, internalNames: async () => [] };
  return smokeSdk({ packed, ecosystem, ...source, sdk, log: (line) => log.push(line) });
}

test('the result names the checks that passed, in their order and with their durations, and what was smoked where', async () => {
  const log: string[] = [];
  const result = await smoke(
    async ({ check }) => {
      expect(await check('first', async () => 'given on')).toBe('given on');
      await check('second', () => wait(30));
    },
    undefined,
    log,
  );
  expect(result).toEqual({
    name: 'sdk',
    version: '1.2.3',
    registry: 'http://memory.invalid',
    digests: digestsOf(packed),
    checks: [
      { name: 'first', milliseconds: expect.any(Number) },
      { name: 'second', milliseconds: expect.any(Number) },
    ],
    warnings: [],
    notRun: [],
  });
  // A timer may come up to 1 ms early.
  expect(result.checks[1]?.milliseconds).toBeGreaterThanOrEqual(29);
  expect(log).toEqual([expect.stringMatching(/^ok first \(\d+ ms\)$/), expect.stringMatching(/^ok second /)]);
});

test('checks that run side by side are kept in the order in which they began, findings in the order of their words', async () => {
  const log: string[] = [];
  const result = await smoke(
    async ({ check, warn, notRun, skip }) => {
      const first = Promise.withResolvers<void>();
      await Promise.all([
        check('first', () => first.promise),
        check('second', async () => {
          warn('second', 'b is odd');
          warn('first', 'a is odd');
          // A repeated check finds the same again.
          warn('first', 'a is odd');
          notRun('./worker', 'it needs a worker');
          first.resolve();
        }),
      ]);
      expect(skip).toEqual({});
    },
    undefined,
    log,
  );
  expect(result.checks.map(({ name }) => name)).toEqual(['first', 'second']);
  expect(result.warnings).toEqual([
    { check: 'first', message: 'a is odd' },
    { check: 'second', message: 'b is odd' },
  ]);
  expect(result.notRun).toEqual([{ what: './worker', reason: 'it needs a worker' }]);
  expect(log).toContain('warning: first: a is odd');
  expect(log).toContain('not run here: ./worker: it needs a worker');
});

test('a failed check is named, with its reason, and ends the smoke', async () => {
  const reason = new TypeError('no such module');
  const failed = smoke(async ({ check }) => {
    await check('import', async () => {
      throw reason;
    });
    await check('never', async () => {});
  });
  await expect(failed).rejects.toThrow(
    expect.objectContaining({
      code: 'SMOKE_FAILED',
      message: 'sdk 1.2.3 failed its smoke at "import": no such module',
      cause: reason,
    }),
  );
});

test('a registry that is unavailable for a moment is asked again, one that refuses is not', async () => {
  const asked = { unavailable: 0, refusing: 0 };
  const { checks } = await smoke(async ({ check }) => {
    await check('read', async () => {
      asked.unavailable += 1;
      if (asked.unavailable === 1) throw new RegistryError('REGISTRY_UNAVAILABLE', 'it answered 500');
    });
  });
  expect(checks).toMatchObject([{ name: 'read' }]);
  const refused = smoke(async ({ check }) => {
    await check('read', async () => {
      asked.refusing += 1;
      throw new RegistryError('REGISTRY_REFUSED', 'it answered 400');
    });
  });
  await expect(refused).rejects.toThrow('it answered 400');
  expect(asked).toEqual({ unavailable: 2, refusing: 1 });
});

test("the SDK's own smoke folder is given where there is one", async () => {
  await using sdk = await temporaryFolder('sdk');
  const given: (string | undefined)[] = [];
  const look: Ecosystem['smoke'] = async ({ smokeFolder, check }) => {
    given.push(smokeFolder);
    await check('look', async () => {});
  };
  await smoke(look, sdk.path);
  await mkdir(path.join(sdk.path, 'smoke'));
  await smoke(look, sdk.path);
  expect(given).toEqual([undefined, path.join(sdk.path, 'smoke')]);
});

test('the sandbox is empty but for a home, outside of the repository, and gone afterwards', async () => {
  const sandboxes: string[] = [];
  const look: Ecosystem['smoke'] = async ({ sandbox, check }) => {
    sandboxes.push(sandbox);
    expect(await readdir(sandbox, { recursive: true })).toEqual(['home', 'home/tmp']);
    expect(path.relative(process.cwd(), sandbox).startsWith('..')).toBe(true);
    await check('look', async () => {
      if (sandboxes.length > 1) throw new Error('no');
    });
  };
  await smoke(look);
  await expect(smoke(look)).rejects.toThrow('no');
  expect(new Set(sandboxes).size).toBe(2);
  expect(sandboxes.some((sandbox) => existsSync(sandbox))).toBe(false);
});
