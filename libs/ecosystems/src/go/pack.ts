import { readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Artifact, PackagesError, sha256 } from '@ameideio/version-manifest';
import type { PackRequest } from '../ecosystem.ts';
import { assertUsable } from './assert-usable.ts';
import { readGoMod, VERSION_FILE, withVersion } from './manifest.ts';
import { checkMajor } from './module-path.ts';
import { createModuleZip } from './modzip.ts';
import { LICENSE, sharedGoInputs } from './shared-inputs.ts';
import {
  findFilteredFiles,
  setAttributes,
  type ThrowAwayTree,
  writeThrowAwayTree,
} from './throw-away-tree.ts';

/**
 * Packs the module zip as the go command makes it from a git tag, from a tree of what git would commit now. For a
 * committed release, that tree is the commit's, so the zip's hash is the tag's. For a snapshot, `version.go` in the
 * tree gets the version.
 *
 * @throws PackagesError SDK_NOT_PACKABLE, VERSION_NOT_SPELLABLE.
 */
export async function packGo(request: PackRequest): Promise<Artifact[]> {
  const { workspaceRoot, root, name, version, output, scratch, warn } = request;
  checkMajor(name, version);
  const tree = await writeThrowAwayTree({
    workspaceRoot,
    root,
    shared: sharedGoInputs,
    replaced: await versionFile(request),
    scratch,
  });
  const file = `${version}.zip`;
  const zip = path.join(output, file);
  // As the go command does, and without this machine's filters.
  await setAttributes(tree.repository, '* -export-subst -export-ignore -filter\n');
  const { h1, files, ...contents } = await createModuleZip(name, version, tree, zip);
  await setAttributes(tree.repository, '');
  if (!files.includes(VERSION_FILE))
    throw new PackagesError(
      'SDK_NOT_PACKABLE',
      `${path.join(root, VERSION_FILE)} is ignored by git, so a Go module would lack it. Remove it from .gitignore.`,
    );
  await refuseFiltered(tree, files);
  const goMod = path.join(root, 'go.mod');
  assertUsable(goMod, await readGoMod(path.join(workspaceRoot, goMod)), contents, warn);
  for (const warning of linkWarnings(tree, files)) warn(warning);
  const { size } = await stat(zip);
  return [{ file, size, sha256: sha256(await readFile(zip)), integrity: h1 }];
}

/** Makes `version.go` with this version, if it does not state it yet. */
async function versionFile({
  workspaceRoot,
  root,
  version,
  scratch,
}: PackRequest): Promise<{ readonly file: string; readonly by: string } | undefined> {
  const text = await readFile(path.join(workspaceRoot, root, VERSION_FILE), 'utf8');
  const newText = withVersion(text, version.slice(1));
  if (newText === text) return undefined;
  const by = path.join(scratch, VERSION_FILE);
  await writeFile(by, newText);
  return { file: VERSION_FILE, by };
}

/**
 * Refuses files with a filter such as LFS: the zip would hold them as git stores them, or not, by each machine's
 * settings.
 */
async function refuseFiltered(tree: ThrowAwayTree, files: readonly string[]): Promise<void> {
  const filtered = await findFilteredFiles(
    tree,
    files.map((file) => path.posix.join(tree.folder, file)),
  );
  if (filtered.length === 0) return;
  const lines = filtered.map(
    ({ file, filter }) =>
      `${file} has the git filter "${filter}", so a Go module would contain git's stored form instead of the file. Remove its filter in .gitattributes, or move it out of the module.`,
  );
  throw new PackagesError('SDK_NOT_PACKABLE', lines.join('\n'));
}

/** Warns of links, which Go leaves out, and of a licence that is a link. */
function linkWarnings({ entries, folder }: ThrowAwayTree, files: readonly string[]): string[] {
  const below = folder === '' ? '' : `${folder}/`;
  const paths = new Set(entries.map((entry) => entry.path));
  const modules = entries
    .filter(({ path: file }) => file.startsWith(below) && file.slice(below.length).endsWith('/go.mod'))
    .map(({ path: file }) => `${path.posix.dirname(file)}/`);
  return entries
    .filter(({ mode, path: file }) => mode === '120000' && !modules.some((nested) => file.startsWith(nested)))
    .flatMap(({ path: file }) => {
      if (file.startsWith(below))
        return `${file} is a symbolic link. Go leaves it out of the module, as out of every module.`;
      const isPacked = file === LICENSE && files.includes(LICENSE) && !paths.has(`${below}${LICENSE}`);
      return isPacked
        ? `${file} is a symbolic link. Go packs its target's name as the text of the module's licence. Put a file ${below}${LICENSE} there.`
        : [];
    });
}
