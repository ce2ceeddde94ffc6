// A runtime input of a service's `build` and `test`: prints one digest over the locks of `consume` and the packed
// manifests of the SDKs that the service requires, as they stand on the disk now.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { PACKED_MANIFEST, sha256 } from '@ameideio/version-manifest';
import { places } from '../workspace/places.ts';
import { readWorkspace } from '../workspace/read-workspace.ts';
import { publishedNames, requiredSdks } from '../workspace/required-sdks.ts';
import { projectOf } from '../workspace/sdk.ts';

const workspaceRoot = process.cwd();
const [project = ''] = process.argv.slice(2);
const workspace = await readWorkspace(workspaceRoot);
const service = projectOf(workspace, project);
const sdks = await requiredSdks(workspaceRoot, service, await publishedNames(workspaceRoot, workspace));
const resolved = places.consume(project);
const locks = (await readdir(resolved).catch(() => [])).sort().map((file) => path.join(resolved, file));
const manifests = sdks.map((sdk) => path.join(places.packages(sdk.name), PACKED_MANIFEST));
const digests = [...locks, ...manifests].map(async (file) => {
  const bytes = await readFile(path.join(workspaceRoot, file)).catch(() => undefined);
  return `${file} ${bytes === undefined ? 'absent' : sha256(bytes)}\n`;
});
console.log(sha256((await Promise.all(digests)).join('')));
