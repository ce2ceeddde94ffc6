import type { Links } from '../ecosystem.ts';
import { digestOf } from '../sources/digest.ts';
import { linkTargets, projectSources, sourcesWithoutLinks } from '../sources/project-sources.ts';
import { type Snapshot, snapshotOf } from './snapshot.ts';

/** What an SDK's inputs are now: all that its snapshot version and its packed bytes depend on. */
export interface InputsState {
  readonly snapshot: Snapshot;
  /** One sha256 over the inputs' paths, executable bits and bytes, in hexadecimal. */
  readonly digest: string;
}

/**
 * The state of inputs on the disk. Where links are followed, what they lead to is an input too.
 *
 * @param inputs files and folders, from the workspace's root.
 * @throws PackagesError HISTORY_SHALLOW.
 */
export async function inputsState(
  workspaceRoot: string,
  inputs: readonly string[],
  links: Links,
): Promise<InputsState> {
  const unlinked = snapshotOf(workspaceRoot, inputs);
  // It is awaited below only where no link leads elsewhere.
  unlinked.catch(() => undefined);
  const sources = await (links === 'followed' ? projectSources : sourcesWithoutLinks)(workspaceRoot, inputs);
  const targets = linkTargets(sources, inputs);
  const snapshot = targets.length === 0 ? unlinked : snapshotOf(workspaceRoot, [...inputs, ...targets]);
  return { snapshot: await snapshot, digest: await digestOf(workspaceRoot, sources) };
}
