import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { PackedManifest } from '@ameideio/version-manifest';
import type { SmokeRequest } from '../ecosystem.ts';
import { type Log, runProcess } from '../world/run-process.ts';
import { checkDownloadProtocol } from './download-protocol.ts';
import { type GoClient, goClient } from './go-command.ts';
import { goSumOf } from './go-sum.ts';
import { readGoMod } from './manifest.ts';
import { listModulePackages } from './module-packages.ts';
import { escapeModule } from './module-path.ts';
import { QUICK_LINK, runPackages } from './run-packages.ts';
import { withoutSkipped } from './skip-packages.ts';
import { findUndeclaredModules } from './undeclared-modules.ts';

/** Smokes a version: requests every endpoint of the download protocol, then uses the module as a program does. */
export async function smokeGo(request: SmokeRequest): Promise<void> {
  await checkDownloadProtocol(request);
  await useModule(request);
}

/**
 * Downloads the module, compiles and runs its packages as users do, installs its programs, and runs the SDK's own
 * script.
 */
async function useModule(request: SmokeRequest): Promise<void> {
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
      throw new Error(`go.sum has ${h1}, but the packed zip has ${packed.artifacts[0]?.integrity}`);
  });
  const root = path.join(modCache, `${escapeModule(name)}@${escapeModule(version)}`);
  const { importable, programs, excluded } = await check('go build of every package', async () => {
    const packages = withoutSkipped(await listModulePackages(go, program, name, root), name, request);
    if (packages.importable.length > 0) await go.run(program, 'build', ...packages.importable);
    return packages;
  });
  for (const { importPath, reason } of excluded) notRun(importPath, reason);
  const [own, user] = await Promise.all(
    [root, program].map((folder) => readGoMod(path.join(folder, 'go.mod'))),
  );
  for (const module of own && user ? findUndeclaredModules(own, user) : [])
    warn(
      'go build of every package',
      `go.mod requires no version of ${module}, so users get its latest one. Run "go mod tidy" in the SDK.`,
    );

  const script = path.join(sandbox, 'smoke');
  await waitForAll([
    programs.length > 0 &&
      check('go install of every program', async () => {
        const user = await goClient({ ...options, home: await newHome(path.join(sandbox, 'user')) });
        const programVersions = programs.map((importPath) => `${importPath}@${version}`);
        await user.run(sandbox, 'install', QUICK_LINK, ...programVersions);
      }),
    smokeFolder !== undefined &&
      check('go build of the smoke script', () => buildSmokeScript(go, packed, smokeFolder, script)),
  ]);

  // Only now, because a program of the SDK must not find the reader's credential, which exists while go downloads.
  const env = programEnvironment(sandbox);
  const offline = await goClient({ ...options, registry: undefined, flags });
  await waitForAll([
    importable.length > 0 &&
      check('run of every package', () => runPackages(offline, program, importable, env)),
    smokeFolder !== undefined && check('smoke script', () => runSmokeScript(packed, script, env, log)),
  ]);
}

/** Waits until all have ended, because they share one sandbox, then throws the error of the first failed one. */
async function waitForAll(works: readonly (Promise<unknown> | false)[]): Promise<void> {
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
