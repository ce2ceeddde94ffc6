import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { PackagesError } from '@ameideio/version-manifest';
import type { Ecosystem } from '../ecosystem.ts';
import { type SdkLocation, sdkInputs } from '../history/sdk-inputs.ts';
import { buildOutputs } from '../sources/build-outputs.ts';
import { builtEntries } from '../sources/built-entries.ts';
import { copyFiles } from '../sources/copy-files.ts';
import type { RefusedLink } from '../sources/follow-links.ts';
import type { SourceEntry } from '../sources/git-files.ts';
import { outputPattern } from '../sources/output-patterns.ts';
import { projectSources, sourcesWithoutLinks } from '../sources/project-sources.ts';

export interface Sdk extends SdkLocation {
  readonly workspaceRoot: string;
  readonly project: string;
  readonly ecosystem: Ecosystem;
  /** What `build` leaves, as Nx spells it; undefined where `workspace.json` does not say. */
  readonly statedOutputs: readonly string[] | undefined;
}

/**
 * Copies what git has of the SDK's folder, and what `build` left there. The copy has no links, and the modes that git
 * has, whatever the machine's are.
 *
 * @throws PackagesError BUILD_OUTPUT_MISSING, or SDK_NOT_PACKABLE with every link that can't be followed.
 */
export async function stageSdk(sdk: Sdk, staging: string): Promise<void> {
  const { workspaceRoot, root, ecosystem } = sdk;
  const built = { entries: await entriesBuilt(sdk), inputs: sdkInputs(sdk, ecosystem) };
  const { files, refused } =
    ecosystem.links === 'followed'
      ? await projectSources(workspaceRoot, [root], built)
      : await sourcesWithoutLinks(workspaceRoot, [root], built.entries);
  if (ecosystem.links === 'followed' && refused.length > 0) throw notPackable(refused);
  await mkdir(staging, { recursive: true });
  await copyFiles(workspaceRoot, files, root, staging);
}

async function entriesBuilt({
  workspaceRoot,
  project,
  root,
  ecosystem,
  statedOutputs: stated,
}: Sdk): Promise<SourceEntry[]> {
  const own = await ecosystem.ownCommands(path.join(workspaceRoot, root), workspaceRoot);
  const [building] = await buildOutputs(workspaceRoot, [{ root, stated, own }]);
  const { outputs = [], needed = false } = building ?? {};
  const patterns = outputs.flatMap((output) => outputPattern(output, root, project) ?? []);
  const entries = await builtEntries(workspaceRoot, patterns);
  if (entries.length > 0 || !needed) return entries;
  const named =
    stated === undefined ? 'which its manifest names' : 'which workspace.json states as its outputs';
  throw new PackagesError(
    'BUILD_OUTPUT_MISSING',
    `${root} holds nothing of ${outputs.join(', ')}, ${named}. Run "nx run ${project}:build"; if that writes elsewhere, state where as "outputs" of ${project} in workspace.json.`,
  );
}

function notPackable(refused: readonly RefusedLink[]): PackagesError {
  const lines = refused.map(
    ({ link, text, fault }) =>
      `${link} is a symbolic link to ${text} and ${fault}. Let it lead to a file that git has in this workspace, or remove it.`,
  );
  return new PackagesError('SDK_NOT_PACKABLE', lines.join('\n'));
}
