import { mkdir, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ThirdParty, ThirdPartyRequest } from '../ecosystem.ts';
import { npmClient } from './npm-client.ts';
import { integrityOf } from './pack.ts';
import { packageJsonOf, readTarball } from './tarball.ts';

/**
 * Lets npm resolve and download the package with an empty cache, then reads its packument and its tarball as npm does.
 * It installs nothing: unpacking files would not test the registry any further.
 */
export async function fetchNpmThirdParty(request: ThirdPartyRequest): Promise<ThirdParty> {
  const { registry, check } = request;
  const { name, version, integrity } = await check('npm pack', () => downloadByNpm(request));
  const served = await check('packument', async () => {
    const [listed] = await registry.lookUp(name, version);
    if (listed === undefined) throw new Error(`the registry does not list ${name} ${version}`);
    if (listed.declared !== undefined && listed.declared !== integrity)
      throw new Error(`the registry declares ${listed.declared}, but npm downloaded ${integrity}`);
    return listed;
  });
  await check('tarball', async () => {
    const found = integrityOf(await registry.download(served));
    if (found !== integrity) throw new Error(`it has ${found}, but npm downloaded ${integrity}`);
  });
  return { name, version, integrity };
}

async function downloadByNpm({ wanted, clientAccess, sandbox, log }: ThirdPartyRequest): Promise<ThirdParty> {
  const folder = path.join(sandbox, 'downloaded');
  const home = path.join(sandbox, 'home');
  await mkdir(folder);
  const npm = await npmClient({ registry: clientAccess, home, cache: path.join(home, 'npm-cache'), log });
  await npm.fetch(folder, 'pack', '--ignore-scripts', '--', wanted);
  const [file] = await readdir(folder);
  if (file === undefined) throw new Error(`npm downloaded no tarball of ${wanted}`);
  const tarball = await readFile(path.join(folder, file));
  const { name, version } = packageJsonOf(await readTarball(tarball));
  if (version === undefined) throw new Error(`the package.json in ${file} has no version`);
  return { name, version, integrity: integrityOf(tarball) };
}
