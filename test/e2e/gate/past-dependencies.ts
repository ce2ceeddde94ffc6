import { existsSync } from 'node:fs';
import path from 'node:path';
import { places } from '@ameideio/nx-packages/workspace';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Clone } from '../clone.ts';
import { executed, type NxRun, nx, restored } from '../nx.ts';

const SERVICE = 'organization-audit';
const SDK = 'sdk-go';

export function pastDependencies(
  clone: () => Clone,
  addresses: () => Readonly<Record<string, string>>,
): void {
  /** Runs one target without the targets that it depends on. */
  const alone = (task: string): Promise<NxRun> =>
    nx(clone(), `run ${task} --exclude-task-dependencies`, addresses());
  const allowed = async (...tasks: string[]): Promise<void> => {
    for (const task of tasks) {
      const { exitCode, output } = await alone(task);
      expect(exitCode, output).toBe(0);
    }
  };
  const built = (): boolean => existsSync(path.join(clone().root, places.services(SERVICE), SERVICE));
  const refused = async (task: string, code: string): Promise<void> => {
    const { exitCode, output, tasks } = await alone(task);
    expect(output).toContain(`Error [${code}]: ${SERVICE}: `);
    expect(output).toContain(`Run "nx run ${SERVICE}:consume".`);
    expect(exitCode).toBe(1);
    expect([...executed(tasks), ...restored(tasks)]).toEqual([]);
  };

  describe('build and test of a service, run without their dependencies', () => {
    beforeAll(async () => {
      await allowed(`${SDK}:publish`, `${SERVICE}:consume`, `${SERVICE}:build`, `${SERVICE}:test`);
    });

    test('are restored from the cache while the packed and the consumed version are the same', async () => {
      expect(restored((await alone(`${SERVICE}:build`)).tasks)).toEqual([`${SERVICE}:build`]);
      expect(built()).toBe(true);
    });

    test('are refused after a new pack, and the old build is removed', async () => {
      await clone().edit('sdks/go/client.go', '\n// ', '\n// Edited. ');
      await allowed(`${SDK}:pack`);
      await refused(`${SERVICE}:build`, 'PIN_MISMATCH');
      expect(built()).toBe(false);
      await refused(`${SERVICE}:test`, 'PIN_MISMATCH');
    });

    test('work again with the packed version that was consumed', async () => {
      await allowed(`${SDK}:pack`, `${SERVICE}:build`, `${SERVICE}:test`);
      expect(built()).toBe(true);
    });

    test('are refused with the locks of an old pack: consume compares with the packed version, not with its cache', async () => {
      await clone().edit('sdks/go/client.go', '\n// ', '\n// Edited again. ');
      await allowed(`${SDK}:pack`);
      const { exitCode, output } = await alone(`${SERVICE}:consume`);
      expect(output).toContain('Error [NOT_SERVED]: ');
      expect(output).toContain(`Run "nx run ${SDK}:publish".`);
      expect(exitCode).toBe(1);
      await clone().reset();
      await allowed(`${SDK}:pack`);
    });

    test('are refused, not restored, where the gate finds a file that Nx does not hash', async () => {
      await allowed(`${SERVICE}:consume`, `${SERVICE}:build`);
      await clone().write('services/go.work', 'go 1.26.0\n\nuse ./organization-audit\n');
      for (const task of ['consume', 'build', 'test']) {
        const { exitCode, output } = await alone(`${SERVICE}:${task}`);
        expect(output).toContain('Error [SOURCE_FORBIDDEN]: services/go.work:3 ');
        expect(exitCode).toBe(1);
      }
      await clone().reset();
      await allowed(`${SERVICE}:consume`);
    });

    test('are refused where a lock was tampered with', async () => {
      const lock = path.join(places.consume(SERVICE), 'go.sum');
      await clone().edit(lock, 'ameide-sdk-go v0.1.0-dev', 'ameide-sdk-go v0.1.1-dev');
      await refused(`${SERVICE}:build`, 'PIN_MISMATCH');
      await refused(`${SERVICE}:test`, 'PIN_MISMATCH');
    });

    test('are refused where consume has not run', async () => {
      await allowed(`${SERVICE}:consume`);
      await clone().git('clean', '--quiet', '--force', '-d', '-x', places.consume(SERVICE));
      const { exitCode, output } = await alone(`${SERVICE}:build`);
      expect(output).toContain(`Error [OUTPUT_MISSING]: ${SERVICE} has no locks`);
      expect(exitCode).toBe(1);
    });
  });
}
