import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type PackedManifest, sha256 } from '@ameideio/version-manifest';
import type { SmokeRequest } from '../ecosystem.ts';
import { asReader } from '../reader.ts';
import { type HttpAnswer, http } from '../world/http.ts';
import { type Log, runProcess } from '../world/run-process.ts';
import { type GoClient, goClient } from './go-command.ts';
import { goSumOf } from './go-sum.ts';
import { readGoMod } from './manifest.ts';
import { modulePackages } from './module-packages.ts';
import { escapeModule } from './module-path.ts';
import { checkModuleZip } from './modzip.ts';
import { parseGoMod } from './parse-go-mod.ts';
import { QUICK_LINK, runPackages } from './run-packages.ts';
import { withoutSkipped } from './skip-packages.ts';
import { undeclaredModules } from './undeclared-modules.ts';
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

/** Gets the module, compiles and runs what users import, installs its programs, and runs the SDK's own script. */
async function useAsAProgramDoes(request: SmokeRequest): Promise<void> {
  const { packed, clientAccess, check, warn, notRun, smokeFolder, sandbox, log } = request;
  const { name, version } = packed;
  const modCache = path.join(sandbox, 'modcache');
  const home = path.join(sandbox, 'home');
  const options = { registry: clientAccess, internal: [name], home, modCache, log };
  const flags = ['-mod=mod'];
  const go = await goClient({ ...options, flags });
  const program = path.join(sandbox, 'program');
  await newModule(program);
  await check('go get', async () => {
    await go.run(program, 'get', `${name}@${version}`);
    const sums = goSumOf(await readFile(path.join(program, 'go.sum'), 'utf8'));
    const h1 = sums.find((sum) => sum.module === name && sum.version === version && sum.of === 'zip')?.hash;
    if (h1 !== packed.artifacts[0]?.integrity)
      throw new Error(`go.sum has ${h1}, packed was ${packed.artifacts[0]?.integrity}`);
  });
  const root = path.join(modCache, `${escapeModule(name)}@${escapeModule(version)}`);
  const { importable, programs, excluded } = await check('go build of every package', async () => {
    const packages = withoutSkipped(await modulePackages(go, program, name, root), name, request);
    if (packages.importable.length > 0) await go.run(program, 'build', ...packages.importable);
    return packages;
  });
  for (const { importPath, reason } of excluded) notRun(importPath, reason);
  const [own, user] = await Promise.all(
    [root, program].map((folder) => readGoMod(path.join(folder, 'go.mod'))),
  );
  for (const module of own && user ? undeclaredModules(own, user) : [])
    warn(
      'go build of every package',
      `go.mod requires no version of ${module}, so users get its latest one. Run "go mod tidy" in the SDK.`,
    );

  const script = path.join(sandbox, 'smoke');
  await allEnded([
    programs.length > 0 &&
      check('go install of every program', async () => {
        const user = await goClient({ ...options, home: await newHome(path.join(sandbox, 'user')) });
        const wanted = programs.map((importPath) => `${importPath}@${version}`);
        await user.run(sandbox, 'install', QUICK_LINK, ...wanted);
      }),
    smokeFolder !== undefined &&
      check('go build of the smoke script', () => buildSmokeScript(go, packed, smokeFolder, script)),
  ]);

  // Only now, since a program of the SDK's is not to find the reader's credential, which is there while go asks.
  const env = programEnvironment(sandbox);
  const offline = await goClient({ ...options, registry: undefined, flags });
  await allEnded([
    importable.length > 0 &&
      check('run of every package', () => runPackages(offline, program, importable, env)),
    smokeFolder !== undefined && check('smoke script', () => runSmokeScript(packed, script, env, log)),
  ]);
}

/** Waits until all are over, since they use one sandbox, then throws what the first one of them threw. */
async function allEnded(works: readonly (Promise<unknown> | false)[]): Promise<void> {
  const ended = await Promise.allSettled(works);
  for (const end of ended) if (end.status === 'rejected') throw end.reason;
}

async function newModule(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'go.mod'), 'module sandbox\n');
}

async function newHome(folder: string): Promise<string> {
  await mkdir(path.join(folder, 'tmp'), { recursive: true });
  return folder;
}

function programEnvironment(sandbox: string): Record<string, string> {
  const home = path.join(sandbox, 'home');
  return { PATH: process.env.PATH ?? '', HOME: home, TMPDIR: path.join(home, 'tmp') };
}

async function buildSmokeScript(
  go: GoClient,
  { name, version }: PackedManifest,
  smokeFolder: string,
  folder: string,
): Promise<void> {
  await cp(smokeFolder, folder, { recursive: true });
  await rm(path.join(folder, 'go.mod'), { force: true });
  await rm(path.join(folder, 'go.sum'), { force: true });
  await newModule(folder);
  await go.run(folder, 'get', `${name}@${version}`);
  await go.run(folder, 'build', QUICK_LINK, '-o', path.join(folder, 'smoke-script'), '.');
}

async function runSmokeScript(
  { name, version }: PackedManifest,
  folder: string,
  env: Readonly<Record<string, string>>,
  log: Log,
): Promise<void> {
  await runProcess({
    command: path.join(folder, 'smoke-script'),
    args: [],
    cwd: folder,
    env: { ...env, PACKAGE_NAME: name, PACKAGE_VERSION: version },
    log,
    timeout: 120_000,
  });
}
