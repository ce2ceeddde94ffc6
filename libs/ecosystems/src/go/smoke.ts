import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { PackagesError, sha256 } from '@ameideio/version-manifest';
import type { SmokeRequest } from '../ecosystem.ts';
import { asReader } from '../reader.ts';
import { type HttpAnswer, http } from '../world/http.ts';
import { runProcess } from '../world/run-process.ts';
import { type GoClient, goClient } from './go-command.ts';
import { goSumOf } from './go-sum.ts';
import { escapeModule } from './module-path.ts';
import { checkModuleZip } from './modzip.ts';
import { parseGoMod } from './parse-go-mod.ts';
import { infoOf, latestOf, versionsOf } from './wire.ts';

/** Requests every endpoint of the download protocol, then uses the module as a program does. */
export async function smokeGo(request: SmokeRequest): Promise<void> {
  await downloadProtocol(request);
  await useAsAProgramDoes(request);
}

/** @see https://go.dev/ref/mod#goproxy-protocol */
async function downloadProtocol({ packed, registry, check, sandbox }: SmokeRequest): Promise<void> {
  const { name, version, artifacts } = packed;
  const root = `${registry.address}/${escapeModule(name)}`;
  const get = async (suffix: string): Promise<HttpAnswer> => {
    const answer = await http(asReader(registry, { url: `${root}/${suffix}` }));
    if (answer.status !== 200) throw new Error(`${root}/${suffix} answered ${answer.status}`);
    return answer;
  };
  const at = `@v/${escapeModule(version)}`;

  const versions = await check('@v/list', async () => {
    const listed = versionsOf(await get('@v/list'));
    if (!listed.includes(version)) throw new Error(`it does not list ${version}`);
    return listed;
  });
  await check('.info', async () => {
    const info = infoOf(await get(`${at}.info`));
    if (info.Version !== version) throw new Error(`it says version ${info.Version}`);
    // Optional in the protocol.
    if (info.Time !== undefined && Number.isNaN(Date.parse(info.Time)))
      throw new Error(`its time "${info.Time}" is none`);
  });
  await check('.mod', async () => {
    const { module } = parseGoMod((await get(`${at}.mod`)).body.toString('utf8'));
    if (module !== name) throw new Error(`it is of the module ${module}`);
  });
  await check('.zip', async () => {
    const { body: bytes } = await get(`${at}.zip`);
    const file = path.join(sandbox, 'downloaded.zip');
    await writeFile(file, bytes);
    const h1 = await checkModuleZip(name, version, file);
    const [packedZip] = artifacts;
    if (h1 !== packedZip?.integrity) throw new Error(`its hash is ${h1}, packed was ${packedZip?.integrity}`);
    if (sha256(bytes) !== packedZip.sha256)
      throw new Error(`its sha256 is ${sha256(bytes)}, packed was ${packedZip.sha256}`);
  });
  await check('@latest', async () => {
    // Optional in the protocol: the go command takes the list where a proxy has none.
    const answer = await http(asReader(registry, { url: `${root}/@latest` }));
    if (answer.status === 404 || answer.status === 410) return;
    if (answer.status !== 200) throw new Error(`it answered ${answer.status}`);
    const { Version } = infoOf(answer);
    const expected = latestOf(versions);
    if (Version !== expected)
      throw new Error(`it is ${Version}, of what the list has it must be ${expected}`);
  });
}

async function useAsAProgramDoes(request: SmokeRequest): Promise<void> {
  const { packed, registry, check, smokeFolder, sandbox, log } = request;
  const { name, version } = packed;
  const home = path.join(sandbox, 'home');
  const go = await goClient({
    registry,
    internal: [name],
    home,
    modCache: path.join(sandbox, 'modcache'),
    flags: ['-mod=mod'],
    log,
  });
  const program = path.join(sandbox, 'program');
  await newModule(program);
  await check('go get', async () => {
    await go.run(program, 'get', `${name}@${version}`);
    const sums = goSumOf(await readFile(path.join(program, 'go.sum'), 'utf8'));
    const h1 = sums.find((sum) => sum.module === name && sum.version === version && sum.of === 'zip')?.hash;
    if (h1 !== packed.artifacts[0]?.integrity)
      throw new Error(`go.sum has ${h1}, packed was ${packed.artifacts[0]?.integrity}`);
  });
  await check('go build of every package', () => buildEveryPackage(go, program, name));
  if (smokeFolder !== undefined) {
    await check('smoke script', () => runSmokeScript(go, { ...request, smokeFolder }));
  }
}

async function newModule(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'go.mod'), 'module sandbox\n');
}

async function buildEveryPackage(go: GoClient, program: string, module: string): Promise<void> {
  const listed = await go.ask(program, 'list', '-f', '{{.Name}} {{.ImportPath}}', `${module}/...`);
  const packages = listed
    .split('\n')
    .filter(Boolean)
    .map((line) => line.split(' '));
  if (packages.length === 0) throw new PackagesError('SMOKE_FAILED', 'the module holds no package');
  const importable = packages.flatMap(([name, importPath]) =>
    importPath === undefined || name === 'main' || /(^|\/)internal(\/|$)/.test(importPath)
      ? []
      : [`\t_ "${importPath}"`],
  );
  await writeFile(
    path.join(program, 'main.go'),
    `package main\n\nimport (\n${importable.join('\n')}\n)\n\nfunc main() {}\n`,
  );
  await go.run(program, 'build', '-o', path.join(program, 'program'), '.');
  await go.run(program, 'build', `${module}/...`);
}

async function runSmokeScript(go: GoClient, request: SmokeRequest & { smokeFolder: string }): Promise<void> {
  const { packed, smokeFolder, sandbox, log } = request;
  const folder = path.join(sandbox, 'smoke');
  await cp(smokeFolder, folder, { recursive: true });
  await rm(path.join(folder, 'go.mod'), { force: true });
  await rm(path.join(folder, 'go.sum'), { force: true });
  await newModule(folder);
  await go.run(folder, 'get', `${packed.name}@${packed.version}`);
  await go.run(folder, 'build', '-o', path.join(folder, 'smoke-script'), '.');
  await runProcess({
    command: path.join(folder, 'smoke-script'),
    args: [],
    cwd: folder,
    env: {
      PATH: process.env.PATH ?? '',
      HOME: path.join(sandbox, 'home'),
      PACKAGE_NAME: packed.name,
      PACKAGE_VERSION: packed.version,
    },
    log,
    timeout: 120_000,
  });
}
