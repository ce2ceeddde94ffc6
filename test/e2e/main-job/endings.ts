import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { places } from '@ameideio/nx-packages/workspace';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Clone } from '../clone.ts';
import { npmStart, npmStarted } from '../npm-start.ts';
import { processesOf } from '../processes.ts';
import { tableOf } from '../table.ts';
import { NOTHING, traces } from '../traces.ts';
import type { WarmClone } from './warm-clone.ts';

let works = 0;

/** Gives the next run work that no run before it had, of which the tests of the Go SDK take the longest. */
const newWork = async (clone: Clone): Promise<void> => {
  works += 1;
  await clone.edit('sdks/go/client_test.go', 'package ', `// Work ${works}.\npackage `);
};
const IN_THE_MIDDLE = '▶ sdk-go:test';

export function endings(warm: () => WarmClone): void {
  describe('npm start that does not come to its end', () => {
    afterEach(() => warm().clone.reset());

    test('ends all of it on Ctrl-C, and the next one goes on', async () => {
      const { clone } = warm();
      await newWork(clone);
      const start = npmStart(clone);
      await start.says(IN_THE_MIDDLE);
      start.signal('group', 'SIGINT');
      const { exitCode, output } = await start.ended;
      expect(exitCode, output).toBe(130);
      expect(output).toContain('Error [INTERRUPTED]');
      expect(await traces(clone)).toEqual(NOTHING);

      const next = await npmStarted(clone);
      expect(next.exitCode, next.output).toBe(0);
    }, 120_000);

    test('ends all of it when npm alone is killed', async () => {
      const { clone } = warm();
      await newWork(clone);
      const start = npmStart(clone);
      await start.says(IN_THE_MIDDLE);
      start.signal('npm', 'SIGKILL');
      await vi.waitFor(async () => expect(await traces(clone)).toEqual(NOTHING), {
        timeout: 20_000,
        interval: 200,
      });
      expect(start.output()).toContain('Error [INTERRUPTED]');
      expect(tableOf(start.output())).toEqual([]);
    }, 120_000);

    test('says which registry ended, and stops', async () => {
      const { clone } = warm();
      await newWork(clone);
      const start = npmStart(clone);
      await start.says(IN_THE_MIDDLE);
      const [registry] = (await processesOf(clone.root)).filter(({ text }) =>
        text.includes('devpi/serve.py'),
      );
      process.kill(registry?.pid ?? -1, 'SIGKILL');
      const { exitCode, output } = await start.ended;
      expect(exitCode).toBe(1);
      expect(output).toContain('Error [REGISTRY_UNAVAILABLE]: devpi stopped (SIGKILL).');
      expect(await traces(clone)).toEqual(NOTHING);
    }, 120_000);

    test('says what Nx said where it came to no task', async () => {
      const { clone } = warm();
      await clone.edit('services/onboarding-web/package.json', '"private": true,', '"private": true');
      const { exitCode, output } = await npmStart(clone).ended;
      expect(exitCode).toBe(1);
      expect(output).toMatch(
        /Error \[MANIFEST_UNREADABLE\]: \S*onboarding-web\/package\.json:5 can't be read: /,
      );
      expect(output).not.toContain('tasks.json');
    }, 120_000);

    test('refuses beside another one, naming it', async () => {
      const { clone } = warm();
      await newWork(clone);
      const one = npmStart(clone);
      await one.says(IN_THE_MIDDLE);
      const other = await npmStarted(clone);
      expect(other.exitCode).toBe(1);
      const [, pid] = /Error \[REGISTRIES_BUSY\]: Process (\d+) runs/.exec(other.output) ?? [];
      const first = (await processesOf(clone.root)).find((process) => process.pid === Number(pid));
      expect(first?.text, other.output).toContain('tools/main-job/src/start.ts');
      one.signal('group', 'SIGINT');
      await one.ended;
      expect(await traces(clone)).toEqual(NOTHING);
    }, 120_000);

    test('goes on with the other languages where the tests of one SDK fail', async () => {
      const { clone } = warm();
      await clone.edit(
        'sdks/go/client_test.go',
        'func Test',
        'func TestBroken(t *testing.T) { t.Fatal("broken") }\n\nfunc Test',
      );
      const { exitCode, output } = await npmStarted(clone);
      expect(exitCode).toBe(1);
      const others = ['unchanged', 'from the cache'];
      expect(tableOf(output).map(([name, , , ...rest]) => [name, ...rest])).toEqual([
        ['@ameideio/ameide-sdk-ts', ...others, 'onboarding-web build and test from the cache'],
        [
          'github.com/ameideio/ameide-sdk-go',
          ...Array(2).fill('not run'),
          'organization-audit build and test not run',
        ],
        ['ameide-sdk', ...others, 'organization-report build and test from the cache'],
      ]);
      expect(output).toMatch(/✖ sdk-go:test, \d+\.\d s\n +its whole output: tmp\/logs\/sdk-go-test\.log/);
      expect(await readFile(path.join(clone.root, places.taskLogs, 'sdk-go-test.log'), 'utf8')).toContain(
        '--- FAIL: TestBroken',
      );
    }, 120_000);
  });
}
