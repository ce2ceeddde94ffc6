import { readInputsState } from '@ameideio/ecosystems/history';

/**
 * Prints an input of `pack`: the snapshot of an SDK's inputs, its commit, and the inputs' digest.
 *
 * The digest is needed because Nx takes a file whose time and size are unchanged for unchanged.
 */
export default async function find(
  workspaceRoot: string,
  links: string,
  ...inputs: string[]
): Promise<string> {
  const { snapshot, digest } = await readInputsState(
    workspaceRoot,
    inputs,
    links === 'followed' ? 'followed' : 'left-out',
  );
  return [snapshot.number, snapshot.commit, snapshot.dirty, digest].join(' ');
}
