import { symlink } from 'node:fs/promises';
import path from 'node:path';
import { taskLog } from '@ameideio/nx-packages/workspace';
import { afterEach, describe, expect, test } from 'vitest';
import type { Clone } from '../clone.ts';
import { executed, failed, nx, restored } from '../nx.ts';
import { SDKS } from '../task-ids.ts';

const ALL = ['onboarding-web', 'organization-audit', 'organization-report', ...SDKS];

/** Files outside the folders of SDKs and services that are inputs of all of them. */
const SHARED = [
  'package-lock.json',
  'tools/nx-packages/src/executors/publish/executor.ts',
  'libs/ecosystems/src/publish/publish.ts',
  'libs/contracts/proto/ameide/platform/v1/organizations.proto',
];

export function edits(theClone: () => Clone): void {
  describe('an edit', () => {
    afterEach(() => theClone().reset());

    test.each(SHARED)('of %s affects every SDK and service', async (file) => {
      const { output } = await nx(theClone(), `show projects --affected --files=${file} --json`);
      expect(JSON.parse(output)).toEqual(expect.arrayContaining(ALL));
    });

    test('of what a link of an SDK leads to affects that SDK and its services', async () => {
      const clone = theClone();
      await symlink('../../CONTRIBUTING.md', path.join(clone.root, 'sdks/python/NOTICE'));
      await clone.git('add', 'sdks/python/NOTICE');
      try {
        const { output } = await nx(clone, 'show projects --affected --files=CONTRIBUTING.md --json');
        const affected: string[] = JSON.parse(output);
        expect(ALL.filter((one) => affected.includes(one))).toEqual(['organization-report', 'sdk-python']);
      } finally {
        await clone.git('rm', '--quiet', '--force', 'sdks/python/NOTICE');
      }
    });

    test('of the conformance table fails the tests of every SDK that does not do what it says', async () => {
      const clone = theClone();
      await clone.edit('libs/contracts/conformance.json', '"call": "get"', '"call": "archive"');
      const { exitCode, tasks } = await nx(clone, 'run-many -t test -p tag:type:sdk');
      expect(exitCode).toBe(1);
      expect(failed(tasks)).toEqual(SDKS.map((sdk) => `${sdk}:test`));
      for (const sdk of SDKS) {
        const log = await clone.read(taskLog(`${sdk}:test`));
        expect(log.replaceAll('_', ' ')).toContain('get answers with the organization');
      }
    });

    test('of the core packs again, one of its tests does not', async () => {
      const clone = theClone();
      await clone.edit('libs/ecosystems/src/pack/pack.ts', '\n/** ', '\n/** Edited. ');
      const edited = await nx(clone, 'run sdk-go:pack');
      expect(executed(edited.tasks)).toEqual(['sdk-go:build', 'sdk-go:pack']);
      await clone.reset();
      await clone.write('libs/ecosystems/src/pack/more.test.ts', '');
      const tested = await nx(clone, 'run sdk-go:pack');
      expect(restored(tested.tasks)).toEqual(['sdk-go:build', 'sdk-go:pack']);
    });
  });
}
