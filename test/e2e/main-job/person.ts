import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { places } from '@ameideio/nx-packages/workspace';
import { readSmokeResult } from '@ameideio/version-manifest';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import type { Clone } from '../clone.ts';
import { executed, nx, restored } from '../nx.ts';
import { uploads } from '../registries.ts';
import { sourcedVariables } from '../secrets.ts';
import { each, SDKS } from '../task-ids.ts';
import { NOTHING, traces } from '../traces.ts';
import { terminal } from '../user.ts';
import { serveInAnotherTerminal } from './serve.ts';
import type { WarmClone } from './warm-clone.ts';

/** Types a line in a terminal that has sourced `tmp/registries.env`. */
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
    test('publishes one SDK, looks at the health, wipes, has everything published and smoked again, and reads the report', async () => {
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
      const redone = each(SDKS, 'publish', 'smoke', 'versions');
      expect(executed(again.tasks)).toEqual(expect.arrayContaining(redone));
      const kept = each(SDKS, 'build', 'lint', 'test', 'pack');
      expect(restored(again.tasks)).toEqual(expect.arrayContaining(kept));
      expect((await uploads(clone)).map(({ outcome }) => outcome)).toEqual(Array(4).fill('created'));
      expect((await typed(clone, 'npx nx run registries:health')).exitCode).toBe(0);

      const summary = path.join(clone.root, 'tmp', 'summary.md');
      const report = async () => {
        const line = `GITHUB_STEP_SUMMARY='${summary}' npx nx run registries:report`;
        const { exitCode, output } = await typed(clone, line);
        expect(exitCode, output).toBe(0);
        return [await clone.read(places.report), await readFile(summary, 'utf8')];
      };
      for (const text of await report()) {
        expect(text).toContain('3 of 3 packages are served as this checkout packs them.');
        expect(text).toContain('3 of 3 uses by services are up to date.');
        for (const sdk of SDKS) {
          const { version, checks } = await readSmokeResult(path.join(clone.root, places.smoke(sdk)));
          for (const word of [version, ...checks.map(({ name }) => name)]) expect(text).toContain(word);
        }
      }
      await clone.edit('sdks/go/client.go', '\n// ', '\n// Edited. ');
      for (const text of await report()) {
        expect(text).toContain('2 of 3 uses by services are up to date.');
        expect(text).toMatch(/not up to date: this checkout packs v0\.1\.0-dev\.\d{14}/);
      }
      await clone.reset();

      other.interrupt();
      await other.ended;
      expect(await traces(clone)).toEqual(NOTHING);
    });
  });
}
