import type { Ecosystem } from '../ecosystem.ts';

/**
 * An SDK's folder and the further paths that its bytes depend on, from `workspace.json`. Paths start at the workspace's
 * root.
 */
export interface SdkLocation {
  readonly root: string;
  readonly extraInputs: readonly string[];
}

/**
 * Lists what an SDK's packed bytes depend on: its folder, its extra paths, its ecosystem's shared inputs and tool pins.
 * The snapshot's number, the Nx inputs of `pack` and the digest of the inputs all use this list. The targets of links
 * come on top of it.
 */
export function listSdkInputs(
  sdk: SdkLocation,
  ecosystem: Pick<Ecosystem, 'sharedInputs' | 'toolPins'>,
): string[] {
  return [sdk.root, ...sdk.extraInputs, ...ecosystem.sharedInputs(sdk.root), ...ecosystem.toolPins];
}
