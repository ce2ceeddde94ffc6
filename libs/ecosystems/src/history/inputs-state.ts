import type { Links } from '../ecosystem.ts';
import { digestOf } from '../sources/digest.ts';
import { listLinkTargets, listProjectSources, listSourcesWithoutLinks } from '../sources/project-sources.ts';
import { type Snapshot, snapshotOf } from './snapshot.ts';

/** The current state of an SDK's inputs, on which its snapshot version and its packed bytes depend. */
export interface InputsState {
  readonly snapshot: Snapshot;
  /** One sha256 over the inputs' paths, executable bits and bytes, in hexadecimal. */
  readonly digest: string;
}

/**
 * Computes the state of inputs on the disk. If links are followed, their targets are inputs too.
 *
 * @param inputs files and folders, from the workspace's root.
 * @throws PackagesError HISTORY_SHALLOW.
 */
export async function readInputsState(
  workspaceRoot: string,
  inputs: readonly string[],
  links: Links,
): Promise<InputsState> {
  const unlinked = snapshotOf(workspaceRoot, inputs);
  // It is awaited below only if no link leads elsewhere.
  unlinked.catch(() => undefined);
  const sources = await (links === 'followed' ? listProjectSources : listSourcesWithoutLinks)(
    workspaceRoot,
    inputs,
  );
  const targets = listLinkTargets(sources, inputs);
  const snapshot = targets.length === 0 ? unlinked : snapshotOf(workspaceRoot, [...inputs, ...targets]);
  return { snapshot: await snapshot, digest: await digestOf(workspaceRoot, sources) };
}
