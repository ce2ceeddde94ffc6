import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import { buildGoRegistry } from '../go/build.ts';
import type { StartOptions } from '../index.ts';
import { type StateFolder, stateFolder } from '../state-folder.ts';
import { type FakeUpstream, LEFT, startFakeUpstream } from './fake-upstream.ts';
import { moduleZip } from './module-zip.ts';
import { OWN } from './own-packages.ts';
import { WORKSPACE } from './workspace.ts';

/** Folders and a fake upstream for the registries of one test file. */
export interface Embedded {
  readonly options: StartOptions;
  readonly folder: StateFolder;
  readonly upstream: FakeUpstream;
  /** To be called after the registries were stopped. */
  remove(): Promise<void>;
}

export async function embedded(): Promise<Embedded> {
  const root = await mkdtemp(join(tmpdir(), 'local-registries-'));
  const folder = stateFolder(join(root, 'state'));
  // Compiled with the user's own proxy, before the fake one takes its place.
  await mkdir(folder.programs, { recursive: true });
  await buildGoRegistry(WORKSPACE, folder.programs);
  const upstream = await startFakeUpstream(await moduleZip(LEFT.go, `v${LEFT.version}`, 'left'));
  for (const [name, value] of Object.entries(upstream.environment)) vi.stubEnv(name, value);
  return {
    options: {
      workspaceRoot: WORKSPACE,
      stateFolder: folder.root,
      environmentFile: join(root, 'registries.env'),
      internal: { npm: [OWN.npm], pypi: [OWN.pypi], go: [OWN.go] },
    },
    folder,
    upstream,
    remove: async () => {
      vi.unstubAllEnvs();
      await upstream.close();
      await rm(root, { recursive: true, force: true });
    },
  };
}
