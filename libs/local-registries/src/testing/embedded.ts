import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import { buildGoRegistry } from '../go/build.ts';
import type { StartOptions } from '../index.ts';
import { type StateFolder, stateFolder } from '../state.ts';
import { type FakeUpstream, startFakeUpstream } from './fake-upstream.ts';
import { fixtures, idOf } from './fixtures.ts';
import { WORKSPACE } from './workspace.ts';

/** The folders and the fake upstream for the registries of one test file. */
export interface Embedded {
  readonly options: StartOptions;
  readonly folder: StateFolder;
  readonly upstream: FakeUpstream;
  /** Removes the folders. Call it after the registries were stopped. */
  remove(): Promise<void>;
}

/** @param startUpstream starts the upstream, which may keep files in a folder. */
export async function embedded(
  startUpstream: (folder: string) => Promise<FakeUpstream> = () => startFakeUpstream(),
): Promise<Embedded> {
  const root = await mkdtemp(join(tmpdir(), 'local-registries-'));
  const folder = stateFolder(join(root, 'state'));
  // Compiled with the user's own proxy, before the fake one replaces it.
  await mkdir(folder.programs, { recursive: true });
  await buildGoRegistry(WORKSPACE, folder.programs);
  const upstream = await startUpstream(root);
  for (const [name, value] of Object.entries(upstream.environment)) vi.stubEnv(name, value);
  return {
    options: {
      workspaceRoot: WORKSPACE,
      stateFolder: folder.root,
      environmentFile: join(root, 'registries.env'),
      internal: Object.fromEntries(fixtures.map((fixture) => [idOf(fixture), [fixture.own]])),
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
