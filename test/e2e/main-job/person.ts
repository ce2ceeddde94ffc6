import { places } from '@ameideio/nx-packages/workspace';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import type { Clone } from '../clone.ts';
import { executed, nx, restored } from '../nx.ts';
import { uploads } from '../registries.ts';
import { sourcedVariables } from '../secrets.ts';
import { NOTHING, traces } from '../traces.ts';
import { terminal } from '../user.ts';
import { serveInAnotherTerminal } from './serve.ts';
import type { WarmClone } from './warm-clone.ts';

/** Types a line in a terminal that has sourced the addresses. */
async function typed(clone: Clone, line: string): Promise<{ exitCode: number; output: string }> {
  const { exitCode, all } = await execa('sh', ['-c', `. ${places.registriesEnvironment} && ${line}`], {
    cwd: clone.root,
    env: { ...terminal(clone), NX_DAEMON: 'false', NX_TUI: 'false' },
    extendEnv: false,
    all: true,
    reject: false,
  });
  return { exitCode: exitCode ?? -1, output: all };
}

export function person(warm: () => WarmClone): void {
  describe('a person who serves the registries in another terminal', () => {
    test('publishes one SDK, looks at the health, wipes, and has everything published and smoked again', async () => {
      const { clone } = warm();
      const other = await serveInAnotherTerminal(clone);
      const before = await sourcedVariables(clone);

      const published = await typed(clone, 'npx nx run sdk-go:publish');
      expect(published.exitCode, published.output).toBe(0);
      expect(published.output).toMatch(/unchanged github\.com\/ameideio\/ameide-sdk-go v\d/);
      const healthy = await typed(clone, 'npx nx run registries:health');
      expect(healthy.exitCode, healthy.output).toBe(0);

      const wiped = await typed(clone, 'npx nx run registries:wipe');
      expect(wiped.exitCode, wiped.output).toBe(0);
      const after = await sourcedVariables(clone);
      for (const name of Object.keys(before).filter((key) => key.endsWith('_URL'))) {
        expect(after[name]).not.toBe(before[name]);
      }
      const empty = await typed(clone, 'npx nx run registries:health');
      expect(empty.exitCode).toBe(1);
      expect(empty.output).toContain('Error [UNHEALTHY]');
      expect(empty.output.match(/ is not served/g)).toHaveLength(4);

      const again = await nx(
        clone,
        'run-many -t versions,build,test -p tag:type:sdk,tag:type:service',
        after,
      );
      expect(again.exitCode, again.output).toBe(0);
      const sdks = ['sdk-go', 'sdk-python', 'sdk-ts'];
      const redone = sdks.flatMap((sdk) =>
        ['publish', 'smoke', 'versions'].map((target) => `${sdk}:${target}`),
      );
      expect(executed(again.tasks)).toEqual(expect.arrayContaining(redone));
      const kept = sdks.flatMap((sdk) =>
        ['build', 'lint', 'test', 'pack'].map((target) => `${sdk}:${target}`),
      );
      expect(restored(again.tasks)).toEqual(expect.arrayContaining(kept));
      expect((await uploads(clone)).map(({ outcome }) => outcome)).toEqual(Array(4).fill('created'));
      expect((await typed(clone, 'npx nx run registries:health')).exitCode).toBe(0);

      other.interrupt();
      await other.ended;
      expect(await traces(clone)).toEqual(NOTHING);
    }, 180_000);
  });
}
