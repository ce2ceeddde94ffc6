import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { type FoundError, PackagesError, type PackedManifest } from '@ameideio/version-manifest';
import type { Ecosystem } from '../ecosystem.ts';
import type { Environment } from '../environment.ts';
import type { Registry } from '../registry.ts';
import { withClientAccess } from '../router/with-client-access.ts';
import { retryTransient } from '../world/http.ts';
import type { Log } from '../world/run-process.ts';
import { inScratchFolder } from '../world/scratch-folder.ts';
import { findForbiddenInputs, type SdkFolder } from './forbidden-inputs.ts';
import { checkSelection } from './selection.ts';

export interface Service {
  readonly workspaceRoot: string;
  readonly project: string;
  /** From the workspace's root. */
  readonly root: string;
  /** Further files and folders, from the workspace's root, that a copy of the service needs beside it. */
  readonly inputs: readonly string[];
  /** The outputs of `build`, as Nx spells them; undefined if `workspace.json` states none. */
  readonly statedOutputs: readonly string[] | undefined;
  /** Every SDK of the workspace. The service's build sees none of their folders. */
  readonly sdkFolders: readonly SdkFolder[];
  readonly ecosystem: Ecosystem;
  /** The packed manifests of the SDKs that the service requires. */
  readonly pins: readonly PackedManifest[];
  /** The folder of `consume`'s locks. */
  readonly resolved: string;
  readonly environment: Environment;
  /** As {@link ClientsRequest.internalNames}. */
  readonly internalNames: () => Promise<readonly string[]>;
  readonly log: Log;
}

/**
 * Resolves a service's dependencies from the registries alone, each SDK pinned to its packed version, and checks the
 * resulting locks.
 *
 * @throws PackagesError SOURCE_FORBIDDEN or BASE_NOT_SATISFIED with every place at once, or PIN_MISMATCH.
 */
export async function consume(service: Service): Promise<void> {
  const { workspaceRoot, project, inputs, ecosystem, pins, resolved, environment, log } = service;
  const folder = path.join(workspaceRoot, service.root);
  await rm(resolved, { recursive: true, force: true });
  refuse(await findings(service, folder));
  const registry = ecosystem.registry(environment);
  await checkServed(registry, pins);
  await mkdir(resolved, { recursive: true });
  const request = { workspaceRoot, service: folder, inputs, pins, registry, output: resolved, log };
  await withClientAccess({ ...service, registry }, (clientAccess) =>
    inScratchFolder('consume', (scratch) => ecosystem.resolve({ ...request, clientAccess, scratch })),
  );
  await checkLocks(service);
  for (const { name, version } of pins) log(`${project} uses ${name} ${version}`);
}

/**
 * Builds or tests a service with the locks of `consume`, after checking that they still match the packed SDKs.
 *
 * @param output the folder for the outputs of `build`. It is emptied first, so that a failed build leaves no old files.
 */
export async function runService(
  service: Service,
  task: 'build' | 'test',
  output: string | undefined,
): Promise<void> {
  const { workspaceRoot, project, inputs, statedOutputs, ecosystem, pins, resolved, environment, log } =
    service;
  if (output !== undefined) await rm(output, { recursive: true, force: true });
  const folder = path.join(workspaceRoot, service.root);
  refuse(await findings(service, folder));
  await checkLocks(service);
  const registry = ecosystem.registry(environment);
  if (output !== undefined) await mkdir(output, { recursive: true });
  const what = { project, task, resolved, pins, output, log };
  const request = { workspaceRoot, service: folder, inputs, statedOutputs, ...what };
  await withClientAccess({ ...service, registry }, (clientAccess) =>
    inScratchFolder(task, (scratch) => ecosystem.runService({ ...request, clientAccess, scratch })),
  );
}

/** Names every SDK that is not served, before a client starts: a client reports it late and at length. */
async function checkServed(registry: Registry, pins: readonly PackedManifest[]): Promise<void> {
  const served = await Promise.all(
    pins.map(({ name, version }) => retryTransient(() => registry.lookUp(name, version))),
  );
  const absent = pins.filter((_, index) => served[index]?.length === 0);
  if (absent.length === 0) return;
  const lines = absent.map(
    ({ name, version, project }) =>
      `${registry.address} does not serve ${name} ${version}. Run "nx run ${project}:publish".`,
  );
  throw new PackagesError('NOT_SERVED', lines.join('\n'));
}

/**
 * Checks a service's locks. @throws PackagesError OUTPUT_MISSING if there are no locks, PIN_MISMATCH if they select
 * other versions or bytes than the packed ones.
 */
export async function checkLocks({ project, ecosystem, pins, resolved }: Service): Promise<void> {
  const names = pins.map(({ name }) => name);
  const selected = await ecosystem.readSelected(resolved, names).catch((cause: unknown) => {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new PackagesError(
      'OUTPUT_MISSING',
      `${project} has no locks of "consume" (${why}). Run "nx run ${project}:consume".`,
      { cause },
    );
  });
  checkSelection(project, pins, selected);
}

/** Collects every reason for which the gate refuses this service. */
async function findings(service: Service, folder: string): Promise<FoundError[]> {
  const { workspaceRoot, ecosystem, pins } = service;
  const names = pins.map(({ name }) => name);
  const [manifest, sources, inputs] = await Promise.all([
    ecosystem.readManifest(folder),
    ecosystem.forbiddenSources(workspaceRoot, folder, names),
    findForbiddenInputs(service),
  ]);
  const bases = pins.flatMap(({ name, base }) => {
    // A line that names a forbidden source has no range to check.
    const unsatisfied = manifest.requirements.filter(
      ({ name: required, range, file, line }) =>
        required === name &&
        !sources.some((source) => source.file === file && source.line === line) &&
        !ecosystem.accepts(range, base),
    );
    return unsatisfied.map(
      ({ file, line, range }): FoundError => ({
        code: 'BASE_NOT_SATISFIED',
        message: `${place(workspaceRoot, file)}:${line} accepts ${name} ${range}, but the SDK's base version is ${base}. Change the range or the base version.`,
      }),
    );
  });
  const forbidden = sources.map(
    ({ file, line, reason }): FoundError => ({
      code: 'SOURCE_FORBIDDEN',
      message: `${place(workspaceRoot, file)}:${line} ${reason}. Services build against the registries alone: remove it.`,
    }),
  );
  return [...forbidden, ...inputs, ...bases];
}

function refuse(found: readonly FoundError[]): void {
  const [first] = found;
  if (first !== undefined)
    throw new PackagesError(first.code, found.map(({ message }) => message).join('\n'));
}

function place(workspaceRoot: string, file: string): string {
  return path.isAbsolute(file) ? path.relative(workspaceRoot, file) : file;
}
