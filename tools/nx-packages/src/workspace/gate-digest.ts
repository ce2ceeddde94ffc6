import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { digestOf, ecosystemOf, listProjectSources } from '@ameideio/ecosystems';
import { PACKED_MANIFEST, sha256 } from '@ameideio/version-manifest';
import { places } from './places.ts';
import { readWorkspace } from './read-workspace.ts';
import { publishedNames, requiredSdks } from './required-sdks.ts';
import { projectOf, sdkFolders } from './sdk.ts';

/** One sha256, in hexadecimal, over the gate's findings and the packed manifests that a service is pinned to. */
export async function gateDigest(workspaceRoot: string, project: string): Promise<string> {
  const workspace = await readWorkspace(workspaceRoot);
  const service = projectOf(workspace, project);
  const names = await publishedNames(workspaceRoot, workspace);
  const sdks = await requiredSdks(workspaceRoot, service, names);
  const folder = path.join(workspaceRoot, service.root);
  const required = [...names].flatMap(([name, sdk]) => (sdks.includes(sdk) ? [name] : []));
  const forbidden = await ecosystemOf(folder).forbiddenSources(workspaceRoot, folder, required).catch(String); // The task itself reports the error.
  const manifests = await digestsOf(
    workspaceRoot,
    sdks.map((sdk) => path.join(places.packages(sdk.name), PACKED_MANIFEST)),
  );
  // Nx's own hash sees neither executable bits nor what links lead to.
  const sources = await listProjectSources(workspaceRoot, [service.root, ...service.extraInputs]);
  const digest = await digestOf(workspaceRoot, sources);
  const seen = [forbidden, sdkFolders(workspace), sources.followed].map((part) => JSON.stringify(part));
  return sha256([...seen, digest, ...manifests].join('\n'));
}

/** A line for each file: its digest, or that it is absent. */
export async function digestsOf(workspaceRoot: string, files: readonly string[]): Promise<string[]> {
  const lines = files.map(async (file) => {
    const bytes = await readFile(path.join(workspaceRoot, file)).catch(() => undefined);
    return `${file} ${bytes === undefined ? 'absent' : sha256(bytes)}`;
  });
  return Promise.all(lines);
}
