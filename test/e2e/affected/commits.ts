import path from 'node:path';
import { places } from '@ameideio/nx-packages/workspace';
import { readPackedManifest } from '@ameideio/version-manifest';
import { execa } from 'execa';
import { afterEach, describe, expect, test } from 'vitest';
import type { Clone } from '../clone.ts';
import { executed, nx, restored } from '../nx.ts';
import { type RunningRegistries, uploads } from '../registries.ts';
import { asked, ofSdk, ofService } from '../task-ids.ts';

/** The command that CI runs, from the README. */
const affected = (projects: readonly string[] = ['tag:type:sdk', 'tag:type:service']): string =>
  `affected -t versions build test --exclude=*,!${projects.join(',!')} --base=main`;

/** The projects that run, an SDK and its service for each of two languages. */
export const NPM = ['sdk-ts', 'onboarding-web'] as const;
export const GO = ['sdk-go', 'organization-audit'] as const;
const GO_NAME = 'github.com/ameideio/ameide-sdk-go';
const everything = (sdk: string, service: string): string[] => [
  ...asked(sdk),
  ...ofSdk(sdk),
  ...ofService(service),
];

interface Edit {
  readonly of: string;
  readonly make: (clone: Clone) => Promise<unknown>;
  /** The projects that may run; all of them where none is named. */
  readonly within?: readonly [sdk: string, service: string];
  /** The tasks that run. Those of `restored` come from the cache. The run has no others. */
  readonly executed: readonly string[];
  readonly restored?: readonly string[];
  /** The name of each uploaded file's package. */
  readonly uploaded?: readonly string[];
}

const EDITS: readonly Edit[] = [
  {
    of: "the workspace's README",
    make: ({ edit }) => edit('README.md', '\n', '\nEdited.\n'),
    executed: [],
  },
  {
    of: "the contract's README",
    make: ({ edit }) => edit('libs/contracts/README.md', '\n', '\nEdited.\n'),
    executed: [],
  },
  {
    // All that shows what was done, and nothing that does it.
    of: "the plugin's report",
    make: ({ edit }) =>
      edit('tools/nx-packages/src/presentation/collect-report.ts', '\n/**\n', '\n/**\n * Edited.\n'),
    executed: [],
  },
  {
    of: 'one service',
    make: ({ edit }) => edit('services/organization-audit/main.go', '\n// ', '\n// Edited. '),
    executed: [...asked('sdk-go'), ...ofService('organization-audit')],
    restored: ofSdk('sdk-go'),
  },
  {
    of: 'the list of projects that adds a service',
    make: addService,
    executed: [...asked('sdk-go'), ...ofService('organization-count')],
    restored: ofSdk('sdk-go'),
  },
  {
    of: 'the list of projects that removes a service',
    make: removeService,
    executed: [],
  },
  {
    // It affects every project, as `edits.ts` shows; so do the next two. One language each shows what then runs.
    of: 'the contract, with the code generated anew,',
    within: NPM,
    async make(clone) {
      await clone.edit(
        'libs/contracts/proto/ameide/platform/v1/organizations.proto',
        '\n// Organization is',
        '\n// Edited. Organization is',
      );
      const { exitCode, output } = await nx(clone, 'run-many -t generate');
      expect(exitCode, output).toBe(0);
    },
    executed: everything(...NPM),
    uploaded: ['@ameideio/ameide-sdk-ts'],
  },
  {
    // The packed bytes and so the version stay the same, and the registry serves them already.
    of: 'the plugin',
    within: GO,
    make: ({ edit }) =>
      edit('tools/nx-packages/src/executors/publish/executor.ts', '\n/** ', '\n/** Edited. '),
    executed: everything(...GO),
  },
  {
    // It pins Node.js, Nx and the other tools, so it shapes the bytes of npm packages.
    of: 'the root lock',
    within: NPM,
    make: ({ edit }) => edit('package-lock.json', '"integrity": "sha512-', '"integrity": "sha512-AAAA'),
    executed: everything(...NPM),
    uploaded: ['@ameideio/ameide-sdk-ts'],
  },
];

/** The smallest consumer of the Go SDK. */
async function addService({ read, write, edit }: Clone): Promise<void> {
  const [folder, like] = ['services/organization-count', 'services/organization-audit'];
  await write(
    `${folder}/go.mod`,
    (await read(`${like}/go.mod`)).replace(/organization-audit$/m, 'organization-count'),
  );
  await write(`${folder}/go.sum`, await read(`${like}/go.sum`));
  await write(
    `${folder}/main.go`,
    `package main\n\nimport ameide "${GO_NAME}"\n\nfunc main() { _, _ = ameide.NewClient("", "") }\n`,
  );
  await edit(
    'workspace.json',
    '    "onboarding-web"',
    `    "organization-count": { "root": "${folder}", "tags": ["type:service"] },\n    "onboarding-web"`,
  );
}

async function removeService({ git, read, write }: Clone): Promise<void> {
  await git('rm', '-r', '--quiet', 'services/organization-audit');
  const list = await read('workspace.json');
  await write('workspace.json', list.replace(/\n.*"organization-audit".*/, ''));
}

export function commits(theClone: () => Clone, registries: () => RunningRegistries): void {
  describe('nx affected after a commit', () => {
    afterEach(() => theClone().reset());

    /** Commits an edit to a branch, runs CI's command there, and gives what the run did. */
    async function committed(make: Edit['make'], within?: Edit['within']) {
      const clone = theClone();
      const before = await uploads(clone);
      await clone.git('checkout', '--quiet', '-B', 'an-edit');
      await make(clone);
      await clone.commit('Edit');
      const { exitCode, output, tasks } = await nx(clone, affected(within), registries().environment);
      expect(exitCode, output).toBe(0);
      const uploaded = (await uploads(clone)).slice(before.length);
      expect(uploaded.filter(({ outcome }) => outcome !== 'created')).toEqual([]);
      return { executed: executed(tasks), restored: restored(tasks), uploaded };
    }

    test('of the README of the Go SDK publishes the SDK, rebuilds its consumer, and runs nothing else', async () => {
      const clone = theClone();
      // Any file of its folder is in the zip.
      const run = await committed(({ edit }) => edit('sdks/go/README.md', '\n', '\nEdited.\n'));
      expect(run.executed).toEqual(
        [...asked('sdk-go'), ...ofSdk('sdk-go'), ...ofService('organization-audit')].toSorted(),
      );
      expect(run.restored).toEqual([]);
      const { name, version } = await readPackedManifest(path.join(clone.root, places.packages('sdk-go')));
      expect(run.uploaded).toMatchObject([{ ecosystem: 'go', name, version }]);
      const program = path.join(clone.root, places.services('organization-audit'), 'organization-audit');
      const { stdout: built } = await execa('go', ['version', '-m', program]);
      expect(built).toContain(`\t=>\t${name}\t${version}\t`);
    });

    test.each(EDITS)('of $of moves what it must, and nothing else', async (edit) => {
      const run = await committed(edit.make, edit.within);
      expect(run.executed).toEqual([...edit.executed].toSorted());
      expect(run.restored).toEqual([...(edit.restored ?? [])].toSorted());
      expect(run.uploaded.map(({ name }) => name).toSorted()).toEqual([...(edit.uploaded ?? [])].toSorted());
    });
  });
}
