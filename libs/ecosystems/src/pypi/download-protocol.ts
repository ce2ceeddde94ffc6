import { type Artifact, sha256 } from '@ameideio/version-manifest';
import type { SmokeRequest } from '../ecosystem.ts';
import { type ReadAccess, withReadCredential } from '../reader.ts';
import { FileNotServed, http, redactUrl } from '../world/http.ts';
import { coreMetadataOf, parseCoreMetadata } from './core-metadata.ts';
import { parseDistributionFile } from './distribution-file.ts';
import { findIndexDifferences } from './index-differences.ts';
import { fetchSimplePage, type SimpleFile, type SimplePage } from './simple-index.ts';

/**
 * Reads the project's page in both forms, and every file that it lists.
 *
 * @see https://packaging.python.org/en/latest/specifications/simple-repository-api/
 */
export async function checkDownloadProtocol({ packed, registry, check }: SmokeRequest): Promise<void> {
  const listFiles = (format: 'html' | 'json or html') => async (): Promise<SimpleFile[]> => {
    const page = await fetchSimplePage(registry, packed.name, format);
    return packed.artifacts.map((artifact) => listedOn(page, artifact));
  };
  const html = await check('simple index in HTML (PEP 503)', listFiles('html'));
  const preferred = await check('simple index, JSON preferred (PEP 691)', listFiles('json or html'));
  for (const [index, artifact] of packed.artifacts.entries()) {
    const kind = parseDistributionFile(artifact.file)?.kind;
    const forms = [html[index], preferred[index]].filter((served) => served !== undefined);
    const served = preferred[index];
    if (served === undefined) continue;
    const bytes = await check(`${kind} bytes`, async () => {
      const downloaded = await registry.download(served);
      checkDigests(served, artifact, sha256(downloaded));
      return downloaded;
    });
    const ownMetadata = await coreMetadataOf(artifact.file, bytes);
    await check(`${kind} is what the index says`, async () => {
      const metadata = parseCoreMetadata(ownMetadata.toString('utf8'));
      const differences = forms.flatMap((form) => findIndexDifferences(form, packed, metadata));
      if (differences.length > 0) throw new Error([...new Set(differences)].join('; '));
    });
    if (served.metadata !== undefined)
      await check(`${kind} core metadata (PEP 658)`, () => checkMetadata(registry, served, ownMetadata));
  }
}

/** Compares both spellings of the packed digest, because an index need not declare the one that clients compare. */
function checkDigests({ url }: SimpleFile, { sha256, integrity }: Artifact, digest: string): void {
  if (digest !== sha256 || `sha256:${digest}` !== integrity)
    throw new Error(
      `${redactUrl(url)} has sha256 ${digest}, but the packed file has ${sha256} and ${integrity}`,
    );
}

function listedOn(page: SimplePage | undefined, { file, integrity }: Artifact): SimpleFile {
  const served = page?.files.find((candidate) => candidate.file === file);
  if (served === undefined) throw new Error(`it does not list ${file}`);
  if (served.declared !== undefined && served.declared !== integrity)
    throw new Error(`it declares ${served.declared} for ${file}, but the packed file has ${integrity}`);
  return served;
}

/** @see https://peps.python.org/pep-0658/ */
async function checkMetadata(
  access: ReadAccess,
  { file, url, metadata }: SimpleFile,
  ownMetadata: Buffer,
): Promise<void> {
  const answer = await http(withReadCredential(access, { url: `${url}.metadata` }));
  if (answer.status === 404) throw new FileNotServed(answer.url, answer.status);
  if (answer.status !== 200) throw new Error(`${url}.metadata is advertised and answered ${answer.status}`);
  const digest = `sha256:${sha256(answer.body)}`;
  if (metadata !== true && metadata !== digest)
    throw new Error(`the index declares ${metadata} for ${url}.metadata, which has ${digest}`);
  if (!answer.body.equals(ownMetadata)) throw new Error(`${url}.metadata is not what ${file} holds`);
}
