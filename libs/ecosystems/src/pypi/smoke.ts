import { cp } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Artifact, sha256 } from '@ameideio/version-manifest';
import { z } from 'zod';
import type { SmokeRequest } from '../ecosystem.ts';
import { asReader, type ReadAccess } from '../reader.ts';
import { http, shown } from '../world/http.ts';
import { coreMetadataOf } from './core-metadata.ts';
import { parseDistributionFile } from './distribution-file.ts';
import { type SimpleFile, type SimplePage, simplePage } from './simple-index.ts';
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
  const python = await checkInstalled(request, uv, 'wheel');
  await checkInstalled(request, uv, 'sdist', python);
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

/** What `inspect_installed.py` tells. */
const installedSchema = z.object({
  version: z.string(),
  altered: z.array(z.string()),
  modules: z.array(z.string()),
  errors: z.record(z.string(), z.string()),
  untyped: z.array(z.string()),
});

const INSPECT = fileURLToPath(new URL('inspect_installed.py', import.meta.url));

/** Installs one kind of distribution into an empty environment and looks at it from inside; gives its `python`. */
async function checkInstalled(
  { packed, check, sandbox }: SmokeRequest,
  uv: Uv,
  kind: 'wheel' | 'sdist',
  interpreter?: string,
): Promise<string> {
  const { name, version } = packed;
  const environment = path.join(sandbox, kind);
  const python = await check(`${kind} install`, async () => {
    const python = await uv.venv(environment, interpreter);
    const only = kind === 'wheel' ? '--only-binary' : '--no-binary';
    await uv.fetch(sandbox, 'pip', 'install', '--python', python, only, name, `${name}==${version}`);
    return python;
  });
  const installed = await check(`${kind} version`, async () => {
    const told = await uv.program(python, sandbox, ['-I', INSPECT, name]);
    const installed = installedSchema.parse(JSON.parse(told));
    if (installed.version !== version) throw new Error(`${installed.version} is installed`);
    return installed;
  });
  await check(`${kind} RECORD`, async () => {
    if (installed.altered.length > 0)
      throw new Error(`it has other digests than ${installed.altered.join(', ')}`);
  });
  await check(`${kind} imports`, async () => {
    if (installed.modules.length === 0) throw new Error('there is no module to import');
    const errors = Object.entries(installed.errors).map(([module, error]) => `import ${module}: ${error}`);
    if (errors.length > 0) throw new Error(errors.join('; '));
  });
  await check(`${kind} py.typed`, async () => {
    if (installed.untyped.length > 0)
      throw new Error(`no py.typed stands above ${installed.untyped.join(', ')}`);
  });
  await check(`${kind} dependencies`, async () => uv.run(sandbox, 'pip', 'check', '--python', python));
  return python;
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
