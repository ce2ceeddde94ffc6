import { describe, expect, test } from 'vitest';
import type { Clone } from '../clone.ts';
import { failed, nx } from '../nx.ts';

export function failedSmoke(clone: () => Clone, addresses: () => Readonly<Record<string, string>>): void {
  describe('an SDK that fails its smoke', () => {
    test('is consumed by no service, and Nx names the tasks that did not run', async () => {
      // A condition that only a compiler sets. Such an export once reached production.
      await clone().edit('sdks/ts/package.json', '"default": "./dist/platform', '"source": "./dist/platform');
      const { exitCode, output, tasks } = await nx(clone(), 'run onboarding-web:build', addresses());
      expect(exitCode).toBe(1);
      expect(failed(tasks)).toEqual(['sdk-ts:smoke']);
      expect(output).toMatch(
        /Error \[SMOKE_FAILED\]: @ameideio\/ameide-sdk-ts 0\.1\.0-dev\.\d{14} failed its smoke at/,
      );
      expect(output).toContain('./platform/organizations');
      for (const task of ['sdk-ts:versions', 'onboarding-web:consume', 'onboarding-web:build']) {
        expect(tasks[task] ?? 'skipped').toBe('skipped');
        expect(output).toContain(task);
      }
    });
  });
}
