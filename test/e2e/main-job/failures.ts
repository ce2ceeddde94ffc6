import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { places } from '@ameideio/nx-packages/workspace';
import { afterEach, describe, expect, test } from 'vitest';
import { npmStart, npmStarted } from '../npm-start.ts';
import { processesOf } from '../processes.ts';
import { tableOf } from '../table.ts';
import { NOTHING, traces } from '../traces.ts';
import type { WarmClone } from './warm-clone.ts';

export function failures(warm: () => WarmClone): void {
  describe('npm start', () => {
    afterEach(() => warm().clone.reset());

    test('shows the words of Nx where Nx ran no task', async () => {
      const { clone } = warm();
      await clone.edit('services/onboarding-web/package.json', '"private": true,', '"private": true');
      const { exitCode, output } = await npmStarted(clone);
      expect(exitCode).toBe(1);
      expect(output).toMatch(
        /Error \[MANIFEST_UNREADABLE\]: \S*onboarding-web\/package\.json:5 can't be read: /,
      );
      expect(output).not.toContain('tasks.json');
    });

    test('refuses to run beside another one, and names it', async () => {
      const { clone } = warm();
      const one = npmStart(clone);
      await one.says('▶ ');
      const other = await npmStarted(clone);
      expect(other.exitCode).toBe(1);
      const [, pid] = /Error \[REGISTRIES_BUSY\]: Process (\d+) runs/.exec(other.output) ?? [];
      const first = (await processesOf(clone.root)).find((process) => process.pid === Number(pid));
      expect(first?.text, other.output).toContain('tools/main-job/src/start.ts');
      one.ctrlC();
      await one.ended;
      expect(await traces(clone)).toEqual(NOTHING);
      await one.close();
    });

    test('continues with the other languages where the tests of one SDK fail', async () => {
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
    });
  });
}
