import { existsSync } from 'node:fs';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { PackagesError, type PackedManifest } from '@ameideio/version-manifest';
import type { InstallRequest, Program, ResolveRequest, Selected, ServiceRequest } from '../ecosystem.ts';
import type { ReadAccess } from '../reader.ts';
import { type GoClient, goClient } from './go-command.ts';
import { goSumOf } from './go-sum.ts';
import { readGoMod } from './manifest.ts';
import { listedModule } from './wire.ts';

/**
 * Writes a second go.mod, for `-modfile`, in which each SDK is replaced by its exact version: a pinned pre-release
 * sorts below its base, so minimal version selection would never take it by itself.
 */
export async function resolveGo({
  workspaceRoot,
  service,
  pins,
  registry,
  output,
  scratch,
  log,
}: ResolveRequest): Promise<void> {
  const modFile = path.join(output, 'go.mod');
  const committed = await readFile(path.join(service, 'go.mod'), 'utf8');
  const replaces = pins.map(({ name, version }) => `replace ${name} => ${name} ${version}\n`);
  await writeFile(modFile, `${committed.trimEnd()}\n\n${replaces.join('')}`);
  await copyFile(path.join(service, 'go.sum'), path.join(output, 'go.sum')).catch(() =>
    writeFile(path.join(output, 'go.sum'), ''),
  );
  const go = await consumerClient({ workspaceRoot, pins, registry, scratch, log });
  await loadPackages(go, service, '-mod=mod', `-modfile=${modFile}`);
  for (const { name, version } of pins) {
    const listed = listedModule.parse(
      JSON.parse(await go.ask(service, 'list', '-mod=mod', '-m', `-modfile=${modFile}`, '-json', name)),
    );
    if (listed.Replace?.Path === name && listed.Replace.Version === version) continue;
    throw new PackagesError(
      'PIN_MISMATCH',
      `${service} selects ${JSON.stringify(listed.Replace)} for ${name} instead of ${version}.`,
    );
  }
}

/** What the second go.mod and its go.sum select. */
export async function selectedGo(resolved: string, sdks: readonly string[]): Promise<Selected[]> {
  const { replaces } = await readGoMod(path.join(resolved, 'go.mod'));
  const sums = goSumOf(await readFile(path.join(resolved, 'go.sum'), 'utf8'));
  return sdks.flatMap((name) => {
    const replace = replaces.find(({ module, target }) => module === name && target === name);
    if (replace?.targetVersion === undefined) return [];
    const version = replace.targetVersion;
    const zips = sums.filter((sum) => sum.module === name && sum.version === version && sum.of === 'zip');
    return [{ name, version, integrities: zips.map(({ hash }) => hash) }];
  });
}

/** Builds the service's programs into the output, or runs its tests, with the second go.mod and nothing else. */
export async function runGoService(request: ServiceRequest): Promise<void> {
  const { service, task, resolved, output } = request;
  const locked = ['-mod=readonly', `-modfile=${path.join(resolved, 'go.mod')}`];
  // What the service itself runs has all that it needs by then, so it gets neither network nor credential.
  await loadPackages(await consumerClient(request), service, ...locked);
  const go = await consumerClient({ ...request, registry: undefined });
  switch (task) {
    case 'build':
      await go.run(
        service,
        'build',
        ...locked,
        ...(output === undefined ? [] : ['-o', `${output}/`]),
        './...',
      );
      return;
    case 'test':
      await go.run(service, 'vet', ...locked, './...');
      await go.run(service, 'test', ...locked, './...');
      return;
  }
}

/** A program needs nothing beside it: what it was built with is in it. */
export async function installGoService({ project, built, scratch }: InstallRequest): Promise<Program> {
  const program = path.join(built, project);
  if (existsSync(program)) return { command: [program], cwd: scratch };
  const what = `The build of ${project} holds no program "${project}"`;
  throw new PackagesError(
    'SERVICE_NOT_STARTABLE',
    `${what}. Let its main package stand in a folder of that name.`,
  );
}

/** Downloads the modules of every package that the service builds and tests with. */
async function loadPackages(go: GoClient, service: string, ...mode: string[]): Promise<void> {
  await go.ask(service, 'list', ...mode, '-deps', '-test', '-f', '{{with .Error}}{{.}}{{end}}', './...');
}

interface ConsumerClientOptions extends Pick<ResolveRequest, 'workspaceRoot' | 'scratch' | 'log'> {
  readonly registry: ReadAccess | undefined;
  readonly pins: readonly PackedManifest[];
}

/** The module cache is the consumers' own and stays: go.sum says what may come out of it. */
async function consumerClient({
  workspaceRoot,
  pins,
  registry,
  scratch,
  log,
}: ConsumerClientOptions): Promise<GoClient> {
  return goClient({
    registry,
    internal: pins.map(({ name }) => name),
    home: path.join(scratch, 'home'),
    modCache: path.join(workspaceRoot, 'tmp', 'consumers', 'go-modcache'),
    log,
  });
}
