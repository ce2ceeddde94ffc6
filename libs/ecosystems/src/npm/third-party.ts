import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import ssri from 'ssri';
import type { ThirdParty, ThirdPartyRequest } from '../ecosystem.ts';
import { selectedNpm } from './lock.ts';
import { npmClient } from './npm-client.ts';
import { PACKAGE_JSON, readPackageJson, requirementsOf } from './package-json.ts';

/** Installs the package with an empty cache, then asks for its packument and its tarball as npm does. */
export async function fetchNpmThirdParty(request: ThirdPartyRequest): Promise<ThirdParty> {
  const { registry, check } = request;
  const installed = await check('npm install', () => install(request));
  const { name, version, integrity } = installed;
  const served = await check('packument', async () => {
    const [listed] = await registry.lookUp(name, version);
    if (listed === undefined) throw new Error(`the registry does not list ${name} ${version}`);
    if (listed.declared !== integrity)
      throw new Error(`the registry declares ${listed.declared ?? 'no sha512'}, npm locked ${integrity}`);
    return listed;
  });
  await check('tarball', async () => {
    const bytes = await registry.download(served);
    if (!ssri.checkData(bytes, integrity)) throw new Error(`it is not what npm locked, ${integrity}`);
  });
  return installed;
}

async function install({ wanted, registry, sandbox, log }: ThirdPartyRequest): Promise<ThirdParty> {
  const folder = path.join(sandbox, 'project');
  const home = path.join(sandbox, 'home');
  await mkdir(folder);
  await writeFile(path.join(folder, PACKAGE_JSON), JSON.stringify({ name: 'sandbox', private: true }));
  const npm = await npmClient({
    registry,
    home,
    cache: path.join(home, 'npm-cache'),
    log,
  });
  await npm.fetch(folder, 'install', '--ignore-scripts', '--', wanted);
  const names = requirementsOf(await readPackageJson(folder)).map((requirement) => requirement.name);
  const [locked] = await selectedNpm(folder, names);
  const [integrity] = locked?.integrities ?? [];
  if (locked === undefined || integrity === undefined)
    throw new Error(`npm has locked no digest for ${wanted}`);
  return { name: locked.name, version: locked.version, integrity };
}
