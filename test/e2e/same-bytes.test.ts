import { mkdir, readdir, readFile, utimes } from 'node:fs/promises';
import path from 'node:path';
import { listFilesUnder } from '@ameideio/ecosystems';
import { places } from '@ameideio/nx-packages/workspace';
import { sha256 } from '@ameideio/version-manifest';
import { execa } from 'execa';
import { afterAll, expect, test } from 'vitest';
import { type Clone, cloneWorkspace, gitClone } from './clone.ts';
import { SDKS } from './task-ids.ts';
import { npxTerminal } from './user.ts';

const clones: Clone[] = [];
afterAll(() => Promise.all(clones.map((clone) => clone.remove())));

test('packing in two clones of one commit gives the same bytes, whatever the machine', async () => {
  const origin = await cloneWorkspace();
  const other = await gitClone(origin);
  clones.push(origin, other);
  for (const file of await listFilesUnder(other.root, ['sdks', 'libs'])) {
    await utimes(path.join(other.root, file), 1_000_000_000, 1_000_000_000);
  }
  const first = await packed(origin, '022', { TZ: 'UTC' });
  const second = await packed(other, '077', {
    TZ: 'Asia/Kathmandu',
    LC_ALL: 'C',
    HOME: await newHome(other),
  });
  expect(second).toEqual(first);
  // The manifests, Go's zip, npm's tarball, Python's wheel and sdist.
  expect(Object.keys(first)).toHaveLength(3 + 4);
});

/** The digest of every packed file, packed without any cache of results. */
async function packed(
  clone: Clone,
  umask: string,
  machine: Readonly<Record<string, string>>,
): Promise<Record<string, string>> {
  const go = (await execa('go', ['env', 'GOMODCACHE', 'GOCACHE', 'GOFLAGS'])).stdout.split('\n');
  const [GOMODCACHE = '', GOCACHE = '', GOFLAGS = ''] = go;
  const line = `umask ${umask} && nx run-many -t pack --skip-nx-cache`;
  await execa('sh', ['-c', line], {
    cwd: clone.root,
    // Go finds compiled and downloaded code by its content alone; sharing it saves minutes.
    env: {
      ...npxTerminal(clone),
      NX_DAEMON: 'false',
      NX_TUI: 'false',
      GOMODCACHE,
      GOCACHE,
      GOFLAGS,
      ...machine,
    },
    extendEnv: false,
  });
  const files = SDKS.map(async (sdk) => {
    const folder = path.join(clone.root, places.packages(sdk));
    const names = await readdir(folder);
    return Promise.all(
      names.map(
        async (name): Promise<[string, string]> => [
          path.join(sdk, name),
          sha256(await readFile(path.join(folder, name))),
        ],
      ),
    );
  });
  return Object.fromEntries((await Promise.all(files)).flat());
}

async function newHome({ temporary }: Clone): Promise<string> {
  const home = path.join(temporary, 'home');
  await mkdir(home);
  return home;
}
