import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { sha256 } from '@ameideio/version-manifest';
import type { ThirdParty, ThirdPartyRequest } from '../ecosystem.ts';
import { withReadCredential } from '../reader.ts';
import type { ServedArtifact } from '../registry.ts';
import { http } from '../world/http.ts';
import { parseDistributionFile } from './distribution-file.ts';
import { parseRequirement } from './requirement.ts';
import { PYTHON, uvClient } from './uv.ts';

/** Reads the simple page, downloads and probes one file of the version, and installs that file with an empty cache. */
export async function fetchPypiThirdParty(request: ThirdPartyRequest): Promise<ThirdParty> {
  const { wanted, registry, clientAccess, check, sandbox, log } = request;
  const { name, specifier = '' } = parseRequirement(wanted) ?? {};
  const version = /^==\s*([^,*\s]+)$/.exec(specifier)?.[1];
  if (name === undefined || version === undefined) throw new Error(`"${wanted}" is not name==version`);

  const served = await check('simple page', async () => {
    const file = onAnyPlatform(await registry.lookUp(name, version));
    if (file === undefined) throw new Error(`it lists no file of ${name} ${version} for every platform`);
    return file;
  });
  const digest = await check('file', async () => {
    const found = sha256(await registry.download(served));
    if (served.declared !== undefined && served.declared !== `sha256:${found}`)
      throw new Error(`${served.url} has sha256 ${found}, the page declares ${served.declared}`);
    return found;
  });
  await check('file, probed (HEAD)', async () => {
    const { status } = await http(withReadCredential(registry, { url: served.url, method: 'HEAD' }));
    if (status !== 200) throw new Error(`${served.url} answered ${status}`);
  });
  await check('uv pip install', async () => {
    const uv = await uvClient({
      index: clientAccess,
      home: path.join(sandbox, 'home'),
      cache: path.join(sandbox, 'uv-cache'),
      log,
    });
    const only = path.join(sandbox, 'requirements.txt');
    await writeFile(only, `${name}==${version} --hash=sha256:${digest}\n`);
    const into = ['--python', PYTHON, '--target', path.join(sandbox, 'installed')];
    await uv.fetch(
      sandbox,
      'pip',
      'install',
      '--require-hashes',
      '--no-deps',
      ...into,
      '--requirements',
      only,
    );
  });
  return { name, version, integrity: `sha256:${digest}` };
}

/** Picks the wheel for every platform, else the sdist. */
function onAnyPlatform(files: readonly ServedArtifact[]): ServedArtifact | undefined {
  const parsed = files.map((served) => ({ served, ...parseDistributionFile(served.file) }));
  const wheel = parsed.find(({ kind, pure }) => kind === 'wheel' && pure);
  return (wheel ?? parsed.find(({ kind }) => kind === 'sdist'))?.served;
}
