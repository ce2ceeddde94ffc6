import { inputsState } from '@ameideio/ecosystems/history';

/**
 * An input of `pack`: the snapshot of an SDK's inputs, the commit that it is of, and their digest. The digest because
 * Nx's own hash of a changed file believes the file's time.
 */
export default async function find(
  workspaceRoot: string,
  links: string,
  ...inputs: string[]
): Promise<string> {
  const { snapshot, digest } = await inputsState(
    workspaceRoot,
    inputs,
    links === 'followed' ? 'followed' : 'left-out',
  );
  return [snapshot.number, snapshot.commit, snapshot.dirty, digest].join(' ');
}
