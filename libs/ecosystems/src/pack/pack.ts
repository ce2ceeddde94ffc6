import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { PackagesError, type PackedManifest, writePackedManifest } from '@ameideio/version-manifest';
import type { Manifest } from '../ecosystem.ts';
import { type InputsState, readInputsState } from '../history/inputs-state.ts';
import { listSdkInputs } from '../history/sdk-inputs.ts';
import type { Log } from '../world/run-process.ts';
import { inScratchFolder } from '../world/scratch-folder.ts';
import { type Sdk, stageSdk } from './stage.ts';

/** The exact current version of an SDK. */
export interface SdkVersion {
  readonly manifest: Manifest;
  readonly base: string;
  readonly version: string;
  readonly inputs: InputsState;
}

/**
 * Computes an SDK's version: its base version for a release, else the snapshot of its inputs.
 *
 * @throws PackagesError MANIFEST_UNREADABLE, VERSION_NOT_STATED, VERSION_NOT_SPELLABLE, HISTORY_SHALLOW.
 */
export async function computeSdkVersion(sdk: Sdk, release: boolean): Promise<SdkVersion> {
  const { workspaceRoot, root, ecosystem } = sdk;
  const [manifest, inputs] = await Promise.all([
    ecosystem.readManifest(path.join(workspaceRoot, root)),
    readInputsState(workspaceRoot, listSdkInputs(sdk, ecosystem), ecosystem.links),
  ]);
  const { base } = manifest;
  if (base === undefined) {
    throw new PackagesError(
      'VERSION_NOT_STATED',
      `${path.join(root, ecosystem.versionFile)} states no base version. State X.Y.Z there.`,
    );
  }
  const version = ecosystem.spell({ base, snapshot: release ? undefined : inputs.snapshot.number });
  return { manifest, base, version, inputs };
}

export interface PackSdkRequest {
  readonly sdk: Sdk;
  readonly release: boolean;
  /** The published names of the workspace's SDKs. */
  readonly sdkNames: readonly string[];
  /** The folder for the artifacts and the packed manifest; it is emptied first. */
  readonly output: string;
  readonly log: Log;
}

/** Packs an SDK: the same inputs give the same bytes on every machine. */
export async function packSdk(request: PackSdkRequest): Promise<PackedManifest> {
  const { sdk, release, sdkNames, output, log } = request;
  const { workspaceRoot, project, ecosystem, root } = sdk;
  const { manifest, base, version, inputs } = await computeSdkVersion(sdk, release);
  const requirement = manifest.requirements.find(({ name }) => sdkNames.includes(name));
  if (requirement !== undefined) {
    throw new PackagesError(
      'SDK_NOT_PACKABLE',
      `${requirement.file}:${requirement.line} requires ${requirement.name}, another SDK of this workspace. That is not supported yet: remove the requirement.`,
    );
  }
  await rm(output, { recursive: true, force: true });
  await mkdir(output, { recursive: true });
  return inScratchFolder('pack', async (scratch) => {
    const staging = path.join(scratch, 'staging');
    const warn = (message: string): void => log(`warning: ${message}`);
    await stageSdk(sdk, staging, warn);
    const artifacts = await ecosystem.pack({
      workspaceRoot,
      root,
      name: manifest.name,
      version,
      staging,
      output,
      scratch,
      log,
      warn,
    });
    const packed: PackedManifest = {
      project,
      ecosystem: ecosystem.id,
      name: manifest.name,
      base,
      version,
      artifacts,
      source: { commit: inputs.snapshot.commit, dirty: inputs.snapshot.dirty },
      inputs: inputs.digest,
    };
    await writePackedManifest(output, packed);
    for (const { file, size, integrity } of artifacts)
      log(`packed ${path.join(root, file)}: ${size} bytes, ${integrity}`);
    return packed;
  });
}
