import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { PackagesError } from '@ameideio/version-manifest';
import type { Ecosystem } from '../ecosystem.ts';
import { listSdkInputs, type SdkLocation } from '../history/sdk-inputs.ts';
import { listBuildOutputs } from '../sources/build-outputs.ts';
import { findBuiltEntries } from '../sources/built-entries.ts';
import { copyFiles } from '../sources/copy-files.ts';
import { followLinks, type RefusedLink } from '../sources/follow-links.ts';
import { listGitEntries, type SourceEntry } from '../sources/git-files.ts';
import { outputPattern } from '../sources/output-patterns.ts';
import { withoutLinks } from '../sources/project-sources.ts';

export interface Sdk extends SdkLocation {
  readonly workspaceRoot: string;
  readonly project: string;
  readonly ecosystem: Ecosystem;
  /** The outputs of `build`, as Nx spells them; undefined if `workspace.json` states none. */
  readonly statedOutputs: readonly string[] | undefined;
}

/**
 * Copies the files of an SDK's folder that git has, and the outputs of `build`. The copy has no links, and git's modes,
 * whatever the machine's are. Warns of outputs that git does not ignore.
 *
 * @throws PackagesError BUILD_OUTPUT_MISSING, or SDK_NOT_PACKABLE with every link that can't be followed.
 */
export async function stageSdk(sdk: Sdk, staging: string, warn: (message: string) => void): Promise<void> {
  const { workspaceRoot, root, ecosystem } = sdk;
  const list = (paths: readonly string[]): Promise<SourceEntry[]> => listGitEntries(workspaceRoot, paths);
  const [built, listed] = await Promise.all([listBuiltEntries(sdk), list([root])]);
  const byPath = new Map(built.map((entry) => [entry.path, entry]));
  const [unignored] = listed.filter(({ path, origin }) => origin === 'untracked' && byPath.has(path));
  if (unignored !== undefined)
    warn(
      `git does not ignore ${unignored.path}, which "build" writes, so each build makes another version. Add it to .gitignore.`,
    );
  // For a file that git tracks, git's entry overrides the disk's.
  for (const entry of listed)
    if (entry.origin === 'tracked' || !byPath.has(entry.path)) byPath.set(entry.path, entry);
  const entries = [...byPath.values()];
  const { files, refused } =
    ecosystem.links === 'followed'
      ? await followLinks({
          workspaceRoot,
          paths: [root],
          entries,
          list,
          counted: listSdkInputs(sdk, ecosystem),
        })
      : await withoutLinks(workspaceRoot, entries);
  if (ecosystem.links === 'followed' && refused.length > 0) throw makeNotPackableError(refused);
  await mkdir(staging, { recursive: true });
  await copyFiles(workspaceRoot, files, root, staging);
}

async function listBuiltEntries({
  workspaceRoot,
  project,
  root,
  ecosystem,
  statedOutputs: stated,
}: Sdk): Promise<SourceEntry[]> {
  const own = await ecosystem.ownCommands(path.join(workspaceRoot, root), workspaceRoot);
  const [building] = await listBuildOutputs(workspaceRoot, [{ root, stated, own }]);
  const { outputs = [], needed = false } = building ?? {};
  const patterns = outputs.flatMap((output) => outputPattern(output, root, project) ?? []);
  const entries = await findBuiltEntries(workspaceRoot, patterns);
  if (entries.length > 0 || !needed) return entries;
  const named =
    stated === undefined ? 'which its manifest names' : 'which workspace.json states as its outputs';
  throw new PackagesError(
    'BUILD_OUTPUT_MISSING',
    `${root} holds nothing of ${outputs.join(', ')}, ${named}. Run "nx run ${project}:build"; if that writes elsewhere, state where as "outputs" of ${project} in workspace.json.`,
  );
}

function makeNotPackableError(refused: readonly RefusedLink[]): PackagesError {
  const lines = refused.map(
    ({ link, text, fault }) =>
      `${link} is a symbolic link to ${text} and ${fault}. Let it lead to a file that git has in this workspace, or remove it.`,
  );
  return new PackagesError('SDK_NOT_PACKABLE', lines.join('\n'));
}
