import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Artifact, PackagesError, sha256 } from '@ameideio/version-manifest';
import { applyEdits, modify } from 'jsonc-parser';
import ssri from 'ssri';
import type { PackRequest } from '../ecosystem.ts';
import { findMissingFiles } from './named-files.ts';
import { checkPackable } from './packable.ts';
import { PACKAGE_JSON, type PackageJsonFile, readPackageJson } from './package-json.ts';
import { readTarball, tarballName } from './tarball.ts';
import { explainMissingWayIn, findUnpackedRoots } from './way-in.ts';

/**
 * Packs as `npm pack` does, without the SDK's lifecycle scripts. npm's own library sets owner, order and times, so the
 * bytes depend on the staging copy alone.
 */
export async function packNpm(request: PackRequest): Promise<Artifact[]> {
  const { root, name, version, staging, output, scratch } = request;
  const packageJson = await readPackageJson(staging);
  const place = path.posix.join(root, PACKAGE_JSON);
  checkPackable(packageJson, place);
  await writeFile(packageJson.file, withVersion(packageJson.text, version));
  // Loaded here, because npm's dependency tree costs 0.3 s that no other target needs.
  const { default: pack } = await import('libnpmpack');
  const tarball = await pack(staging, { ignoreScripts: true, cache: path.join(scratch, 'npm-cache') });
  await checkComplete(packageJson, tarball, staging, place);
  const file = tarballName(name, version);
  await writeFile(path.join(output, file), tarball);
  return [{ file, size: tarball.length, sha256: sha256(tarball), integrity: integrityOf(tarball) }];
}

/** Computes npm's digest of a tarball. @see https://www.w3.org/TR/sri-2/ */
export function integrityOf(tarball: Buffer): string {
  return ssri.fromData(tarball, { algorithms: ['sha512'] }).toString();
}

/** Replaces the version in the text of a package.json and keeps every other byte. */
export function withVersion(text: string, version: string): string {
  return applyEdits(text, modify(text, ['version'], version, {}));
}

async function checkComplete(
  { content, lineOf }: PackageJsonFile,
  tarball: Buffer,
  staging: string,
  place: string,
): Promise<void> {
  const files = (await readTarball(tarball)).map((entry) => entry.path);
  const at = (...field: readonly string[]): string => `${place}:${lineOf(...field)}`;
  const lines = findMissingFiles(content, files).map(
    ({ field, path }) => `${at(...field)} names ${path}, which is not packed: build it, or correct "files".`,
  );
  for (const root of findUnpackedRoots(content, files, await readdir(staging)))
    lines.push(`${at('files')} leaves out ${root}, by which the package is loaded: add it to "files".`);
  const unusable = explainMissingWayIn(content, files);
  if (unusable !== undefined && lines.length === 0)
    lines.push(`${at('exports')} ${unusable}: build it, or correct "files" and "exports".`);
  if (lines.length > 0) throw new PackagesError('SDK_NOT_PACKABLE', lines.join('\n'));
}
