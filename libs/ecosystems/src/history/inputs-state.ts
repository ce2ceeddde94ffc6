import { digestOfFiles, filesUnder } from './sdk-inputs.ts';
import { type Snapshot, snapshotOf } from './snapshot.ts';

/** What an SDK's inputs are now: all that its snapshot version and its packed bytes depend on. */
export interface InputsState {
  readonly snapshot: Snapshot;
  /** One sha256 over the inputs' paths and bytes, in hexadecimal. */
  readonly digest: string;
}

/**
 * The state of inputs on the disk.
 *
 * @param inputs files and folders, from the workspace's root.
 * @throws PackagesError HISTORY_SHALLOW.
 */
export async function inputsState(workspaceRoot: string, inputs: readonly string[]): Promise<InputsState> {
  const [snapshot, files] = await Promise.all([
    snapshotOf(workspaceRoot, inputs),
    filesUnder(workspaceRoot, inputs),
  ]);
  return { snapshot, digest: await digestOfFiles(workspaceRoot, files) };
}
