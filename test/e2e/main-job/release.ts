import path from 'node:path';
import { places } from '@ameideio/nx-packages/workspace';
import { readPackedManifest } from '@ameideio/version-manifest';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nx, restored } from '../nx.ts';
import { type RunningRegistries, serve, uploads } from '../registries.ts';
import { each, SDKS } from '../task-ids.ts';
import type { WarmClone } from './warm-clone.ts';

export function release(warm: () => WarmClone): void {
  describe('a release', () => {
    let registries: RunningRegistries;
    beforeAll(async () => {
      registries = await serve(warm().clone);
    });
    afterAll(() => registries?.stop());

    test('publishes X.Y.Z exactly, once', async () => {
      const { clone } = warm();
      const before = await uploads(clone);
      const words = 'run-many -t publish -c release';
      const { exitCode, output, tasks } = await nx(clone, words, registries.environment);
      expect(exitCode, output).toBe(0);
      // Nothing but the version is new, so no test runs again.
      expect(restored(tasks)).toEqual(each(SDKS, 'build', 'lint', 'test').toSorted());
      const uploaded = (await uploads(clone)).slice(before.length);
      expect(new Set(uploaded.map(({ version }) => version))).toEqual(new Set(['0.1.0', 'v0.1.0']));
      expect(uploaded).toHaveLength(4);

      const again = await nx(clone, 'run sdk-go:publish -c release', registries.environment);
      expect(again.output).toContain('unchanged github.com/ameideio/ameide-sdk-go v0.1.0');
      expect(await uploads(clone)).toHaveLength(before.length + 4);
    });

    test('is what a service is built with', async () => {
      const { clone } = warm();
      const { exitCode, output } = await nx(
        clone,
        'run organization-audit:build -c release',
        registries.environment,
      );
      expect(exitCode, output).toBe(0);
      const { name, base, version } = await readPackedManifest(
        path.join(clone.root, places.packages('sdk-go')),
      );
      expect(version).toBe(`v${base}`);
      const program = path.join(clone.root, places.services('organization-audit'), 'organization-audit');
      expect((await execa('go', ['version', '-m', program])).stdout).toContain(`\t=>\t${name}\t${version}\t`);
    });
  });
}
