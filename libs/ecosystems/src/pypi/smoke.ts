import { cp } from 'node:fs/promises';
import path from 'node:path';
import { type Artifact, sha256 } from '@ameideio/version-manifest';
import type { SmokeRequest } from '../ecosystem.ts';
import { asReader, type ReadAccess } from '../reader.ts';
import { http, shown } from '../world/http.ts';
import { coreMetadataOf } from './core-metadata.ts';
import { parseDistributionFile } from './distribution-file.ts';
import { type SimpleFile, type SimplePage, simplePage } from './simple-index.ts';
import { smokeInstalled } from './smoke-installed.ts';
import { type Uv, uvClient } from './uv.ts';

/** Reads the simple index and every file, then installs and imports the wheel and the sdist as a program does. */
export async function smokePypi(request: SmokeRequest): Promise<void> {
  const { clientAccess, sandbox, log } = request;
  await downloadProtocol(request);
  const uv = await uvClient({
    index: clientAccess,
    home: path.join(sandbox, 'home'),
    cache: path.join(sandbox, 'uv-cache'),
    log,
  });
  const python = await smokeInstalled(request, uv);
  await checkScript(request, uv, python);
}

/** @see https://packaging.python.org/en/latest/specifications/simple-repository-api/ */
async function downloadProtocol({ packed, registry, check }: SmokeRequest): Promise<void> {
  const listed = (format: 'html' | 'json or html') => async (): Promise<Listed[]> => {
    const page = await simplePage(registry, packed.name, format);
    return packed.artifacts.map((artifact) => listedOn(page, artifact));
  };
  await check('simple index in HTML (PEP 503)', listed('html'));
  const files = await check('simple index, JSON preferred (PEP 691)', listed('json or html'));
  for (const { artifact, served } of files) {
    const kind = parseDistributionFile(artifact.file)?.kind;
    const bytes = await check(`${kind} bytes`, async () => {
      const downloaded = await registry.download(served);
      checkDigests(served, artifact, sha256(downloaded));
      return downloaded;
    });
    if (served.metadata !== undefined)
      await check(`${kind} core metadata (PEP 658)`, () => checkMetadata(registry, served, artifact, bytes));
  }
}

/** Both spellings of the packed digest: an index need not declare the one that clients compare. */
function checkDigests({ url }: SimpleFile, { sha256, integrity }: Artifact, digest: string): void {
  if (digest !== sha256 || `sha256:${digest}` !== integrity)
    throw new Error(`${shown(url)} has sha256 ${digest}, packed was ${sha256} and ${integrity}`);
}

interface Listed {
  readonly artifact: Artifact;
  readonly served: SimpleFile;
}

function listedOn(page: SimplePage | undefined, artifact: Artifact): Listed {
  const { file, integrity } = artifact;
  const served = page?.files.find((candidate) => candidate.file === file);
  if (served === undefined) throw new Error(`it does not list ${file}`);
  if (served.declared !== undefined && served.declared !== integrity)
    throw new Error(`it declares ${served.declared} for ${file}, packed was ${integrity}`);
  return { artifact, served };
}

/** @see https://peps.python.org/pep-0658/ */
async function checkMetadata(
  access: ReadAccess,
  { url, metadata }: SimpleFile,
  { file }: Artifact,
  bytes: Buffer,
): Promise<void> {
  const answer = await http(asReader(access, { url: `${url}.metadata` }));
  if (answer.status !== 200) throw new Error(`${url}.metadata is advertised and answered ${answer.status}`);
  const digest = `sha256:${sha256(answer.body)}`;
  if (metadata !== true && metadata !== digest)
    throw new Error(`the index declares ${metadata} for ${url}.metadata, which has ${digest}`);
  if (!answer.body.equals(await coreMetadataOf(file, bytes)))
    throw new Error(`${url}.metadata is not what ${file} holds`);
}

async function checkScript(
  { packed, check, smokeFolder, sandbox }: SmokeRequest,
  uv: Uv,
  python: string,
): Promise<void> {
  if (smokeFolder === undefined) return;
  await check('smoke script', async () => {
    const folder = path.join(sandbox, 'smoke');
    await cp(smokeFolder, folder, { recursive: true });
    const own = { PACKAGE_NAME: packed.name, PACKAGE_VERSION: packed.version };
    await uv.program(python, sandbox, [path.join(folder, 'smoke.py')], own);
  });
}
