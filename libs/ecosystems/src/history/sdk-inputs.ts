import type { Ecosystem } from '../ecosystem.ts';

/** Where an SDK stands and what else its bytes depend on, as `workspace.json` says. Paths start at the workspace's root. */
export interface SdkLocation {
  readonly root: string;
  readonly extraInputs: readonly string[];
}

/**
 * What an SDK's packed bytes depend on: its folder, the extra paths that it names, what its ecosystem takes from
 * elsewhere, what pins the tools. The one answer
 * for the snapshot's number, for `pack`'s Nx inputs and for the digest of the inputs. What links there lead to comes
 * on top of it.
 */
export function sdkInputs(
  sdk: SdkLocation,
  ecosystem: Pick<Ecosystem, 'sharedInputs' | 'toolPins'>,
): string[] {
  return [sdk.root, ...sdk.extraInputs, ...ecosystem.sharedInputs(sdk.root), ...ecosystem.toolPins];
}
