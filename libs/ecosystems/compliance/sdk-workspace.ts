import path from 'node:path';
import type { PackedManifest } from '@ameideio/version-manifest';
import type { Ecosystem } from '../src/ecosystem.ts';
import { newRepository, type Repository } from '../src/history/testing/repository.ts';
import { packSdk } from '../src/pack/pack.ts';
import { userEnvironment } from '../src/world/client-environment.ts';
import { runProcess } from '../src/world/run-process.ts';
import { COMMITTED, type Fixture } from './fixture.ts';

/** An SDK in its own workspace. */
export interface SdkWorkspace extends Repository {
  readonly name: string;
  /** The SDK's folder. */
  readonly sdk: string;
}

/** The outputs of `pack`. */
export interface PackedSdk {
  readonly packed: PackedManifest;
  readonly folder: string;
  /** The folder of the packed SDK. */
  readonly sdk: string;
}

const IGNORED = 'dist/\ntmp/\nnode_modules/\n__pycache__/\n';

/** Prefixes the paths of files with a folder. */
export function inFolder(folder: string, files: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([file, text]) => [`${folder}/${file}`, text]));
}

/** Makes a workspace with the fixture's SDK in `sdk`, committed. */
export async function newSdkWorkspace(
  fixture: Fixture,
  name: string,
  content = 'hello',
): Promise<SdkWorkspace> {
  const repository = await newRepository();
  await repository.write({ '.gitignore': IGNORED, ...inFolder('sdk', fixture.sdk(name, content)) });
  await repository.commit(COMMITTED);
  return { ...repository, name, sdk: path.join(repository.root, 'sdk') };
}

/** Builds the SDK in `sdk` with its own commands, as the target `build` does, and packs it. */
export async function pack(root: string, ecosystem: Ecosystem, release = false): Promise<PackedSdk> {
  const sdk = path.join(root, 'sdk');
  for (const [command, ...args] of (await ecosystem.ownCommands(sdk, root)).build)
    await runProcess({ command, args, cwd: sdk, env: userEnvironment(), log: () => {}, timeout: 60_000 });
  return packBuilt(root, ecosystem, release);
}

/** Packs an SDK that was built before, or that does not compile. */
export async function packBuilt(
  root: string,
  ecosystem: Ecosystem,
  release = false,
  sdkNames: readonly string[] = [],
): Promise<PackedSdk> {
  const folder = path.join(root, 'dist', 'packages', release ? 'release' : 'snapshot');
  const packed = await packSdk({
    sdk: {
      workspaceRoot: root,
      project: 'sdk',
      root: 'sdk',
      extraInputs: [],
      statedOutputs: undefined,
      ecosystem,
    },
    release,
    sdkNames,
    output: folder,
    log: () => {},
  });
  return { packed, folder, sdk: path.join(root, 'sdk') };
}
