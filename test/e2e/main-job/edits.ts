import path from 'node:path';
import { places, taskLog } from '@ameideio/nx-packages/workspace';
import { readPackedManifest } from '@ameideio/version-manifest';
import { execa } from 'execa';
import { afterEach, describe, expect, test } from 'vitest';
import { executed, failed, nx, restored } from '../nx.ts';
import { type RunningRegistries, uploads } from '../registries.ts';
import type { WarmClone } from './warm-clone.ts';

const SDKS = ['sdk-go', 'sdk-python', 'sdk-ts'];
const SERVICES = ['onboarding-web', 'organization-audit', 'organization-report'];

/** Which projects an edit of a file affects, beside the tools whose own sources it is. */
const AFFECTED: readonly (readonly [edit: string, projects: readonly string[]])[] = [
  ['sdks/go/client.go', ['organization-audit', 'sdk-go']],
  ['services/onboarding-web/src/page.ts', ['onboarding-web']],
  ['tools/nx-packages/src/executors/pack/executor.ts', [...SDKS, ...SERVICES]],
  ['libs/ecosystems/src/publish/publish.ts', [...SDKS, ...SERVICES]],
  ['workspace.json', [...SDKS, ...SERVICES]],
  ['libs/contracts/proto/ameide/platform/v1/organizations.proto', [...SDKS, ...SERVICES]],
];

export function edits(warm: () => WarmClone, registries: () => RunningRegistries): void {
  describe('an edit', () => {
    afterEach(() => warm().clone.reset());

    test('of the Go SDK reaches its consumer by being published, and moves nothing else', async () => {
      const { clone } = warm();
      const before = await uploads(clone);
      await clone.git('checkout', '--quiet', '-b', 'an-edit');
      await clone.edit('sdks/go/client.go', '\n// ', '\n// Edited. ');
      await clone.commit('Edit the Go SDK');

      const affected = await nx(clone, 'affected -t build --base=main', registries().environment);
      expect(affected.exitCode, affected.output).toBe(0);
      expect(restored(affected.tasks)).toEqual([]);
      expect(executed(affected.tasks)).toEqual([
        'organization-audit:build',
        'organization-audit:consume',
        'registries:preflight',
        'sdk-go:build',
        'sdk-go:lint',
        'sdk-go:pack',
        'sdk-go:publish',
        'sdk-go:smoke',
        'sdk-go:test',
        'sdk-go:versions',
      ]);

      const { name, version } = await readPackedManifest(path.join(clone.root, places.packages('sdk-go')));
      const uploaded = (await uploads(clone)).slice(before.length);
      expect(uploaded).toMatchObject([{ ecosystem: 'go', name, version, outcome: 'created' }]);
      const program = path.join(clone.root, places.services('organization-audit'), 'organization-audit');
      const { stdout: built } = await execa('go', ['version', '-m', program]);
      expect(built).toContain(`\t=>\t${name}\t${version}\t`);

      const everything = await nx(
        clone,
        'run-many -t versions,build,test -p tag:type:sdk,tag:type:service',
        registries().environment,
      );
      expect(everything.exitCode, everything.output).toBe(0);
      expect(
        executed(everything.tasks).filter((task) => !/:(publish|versions|preflight)$/.test(task)),
      ).toEqual(['organization-audit:test']);
      expect((await uploads(clone)).length).toBe(before.length + 1);
    }, 180_000);

    test.each(AFFECTED)('of %s affects what depends on it', async (file, projects) => {
      const { clone } = warm();
      const { output } = await nx(clone, `show projects --affected --files=${file} --json`);
      const affected: unknown = JSON.parse(output);
      expect(affected).toEqual(expect.arrayContaining([...projects]));
      const others = [...SDKS, ...SERVICES].filter((project) => !projects.includes(project));
      expect([affected].flat().filter((project) => others.includes(String(project)))).toEqual([]);
    });

    test('of the conformance table fails the tests of every SDK that does not do what it says', async () => {
      const { clone } = warm();
      await clone.edit('libs/contracts/conformance.json', '"call": "get"', '"call": "archive"');
      const { exitCode, tasks } = await nx(clone, 'run-many -t test -p tag:type:sdk');
      expect(exitCode).toBe(1);
      expect(failed(tasks)).toEqual(SDKS.map((sdk) => `${sdk}:test`));
      for (const sdk of SDKS) {
        const log = await clone.read(taskLog(`${sdk}:test`));
        expect(log.replaceAll('_', ' ')).toContain('get answers with the organization');
      }
    }, 120_000);

    test('of the core packs again, of its tests does not', async () => {
      const { clone } = warm();
      await clone.edit('libs/ecosystems/src/pack/pack.ts', '\n/** ', '\n/** Edited. ');
      const edited = await nx(clone, 'run sdk-go:pack');
      expect(executed(edited.tasks)).toEqual(['sdk-go:build', 'sdk-go:pack']);
      await clone.reset();
      await clone.write('libs/ecosystems/src/pack/more.test.ts', '');
      const tested = await nx(clone, 'run sdk-go:pack');
      expect(restored(tested.tasks)).toEqual(['sdk-go:build', 'sdk-go:pack']);
    }, 120_000);
  });
}
