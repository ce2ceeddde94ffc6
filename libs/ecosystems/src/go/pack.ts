import { readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Artifact, sha256 } from '@ameideio/version-manifest';
import type { PackRequest } from '../ecosystem.ts';
import { VERSION_FILE, withVersion } from './manifest.ts';
import { checkMajor } from './module-path.ts';
import { createModuleZip } from './modzip.ts';

/** Writes the version into `version.go` and packs the module zip. */
export async function packGo({ name, version, staging, output }: PackRequest): Promise<Artifact[]> {
  checkMajor(name, version);
  const versionFile = path.join(staging, VERSION_FILE);
  await writeFile(versionFile, withVersion(await readFile(versionFile, 'utf8'), version.slice(1)));
  const file = `${version}.zip`;
  const zip = path.join(output, file);
  const integrity = await createModuleZip(name, version, staging, zip);
  const { size } = await stat(zip);
  return [{ file, size, sha256: sha256(await readFile(zip)), integrity }];
}
