import { existsSync } from 'node:fs';
import path from 'node:path';
import {
  checkPackageHealth,
  computeSdkVersion,
  type DatedVersion,
  type Environment,
  ecosystemOf,
  listServedVersions,
  RegistryError,
  requireReading,
} from '@ameideio/ecosystems';
import { PACKED_MANIFEST, readPackedManifest, readSmokeResult } from '@ameideio/version-manifest';
import { places } from '../workspace/places.ts';
import type { WorkspaceProject } from '../workspace/read-workspace.ts';
import { publishedNames } from '../workspace/required-sdks.ts';
import { sdkOf } from '../workspace/sdk.ts';
import { versionEntryOf } from '../workspace/version-entry.ts';
import type { PackageReport, Report, ServiceReport } from './report.ts';

/**
 * Looks at every package and service of the workspace: at what lies in its folders, and at what the registries serve.
 * A registry that can't be asked is part of the report.
 *
 * @throws PackagesError VARIABLE_MISSING with every address that is not set.
 */
export async function collectReport(
  workspaceRoot: string,
  workspace: readonly WorkspaceProject[],
  environment: Environment,
  time: Date,
): Promise<Report> {
  const sdks = await publishedNames(workspaceRoot, workspace);
  const ecosystems = [...sdks.values()].map(({ root }) => ecosystemOf(path.join(workspaceRoot, root)));
  requireReading(
    ecosystems.flatMap(({ variables }) => variables),
    environment,
  );
  const services = workspace.filter(({ type }) => type === 'service');
  return {
    time,
    packages: await Promise.all(
      [...sdks].map(([name, { name: project }]) =>
        packageReport(workspaceRoot, workspace, environment, name, project),
      ),
    ),
    services: await Promise.all(
      services.map((service) => serviceReport(workspaceRoot, service, [...sdks.keys()])),
    ),
  };
}

async function packageReport(
  workspaceRoot: string,
  workspace: readonly WorkspaceProject[],
  environment: Environment,
  name: string,
  project: string,
): Promise<PackageReport> {
  const sdk = await sdkOf(workspaceRoot, workspace, project);
  const { ecosystem } = sdk;
  const registry = ecosystem.registry(environment);
  const packages = path.join(workspaceRoot, places.packages(project));
  const smokeFile = path.join(workspaceRoot, places.smoke(project));
  const [now, packed, smoke, entry] = await Promise.all([
    computeSdkVersion(sdk, false),
    existsSync(path.join(packages, PACKED_MANIFEST)) ? readPackedManifest(packages) : undefined,
    existsSync(smokeFile) ? readSmokeResult(smokeFile) : undefined,
    versionEntryOf(workspaceRoot, ecosystem.language, name),
  ]);
  const release = ecosystem.spell({ base: now.base, snapshot: undefined });
  const served = await asked(async () => {
    const versions = await listServedVersions(ecosystem, registry, name);
    return { versions, latest: await registry.latest(name) };
  });
  return {
    name,
    project,
    ecosystem: ecosystem.id,
    registry: registry.address,
    base: now.base,
    current: packed?.version === release && packed.inputs === now.inputs.digest ? release : now.version,
    packed,
    served,
    entry,
    health:
      entry && !(served instanceof RegistryError) ? await checkPackageHealth(registry, entry) : undefined,
    smoke,
  };
}

async function asked(
  ask: () => Promise<{ versions: DatedVersion[]; latest: string | undefined }>,
): Promise<PackageReport['served']> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof RegistryError) return error;
    throw error;
  }
}

async function serviceReport(
  workspaceRoot: string,
  { name, root }: WorkspaceProject,
  sdks: readonly string[],
): Promise<ServiceReport> {
  const folder = path.join(workspaceRoot, root);
  const ecosystem = ecosystemOf(folder);
  const { requirements } = await ecosystem.readManifest(folder);
  const required = Map.groupBy(
    requirements.filter((requirement) => sdks.includes(requirement.name)),
    (requirement) => requirement.name,
  );
  // Without locks nothing was consumed; "consume" removes those that it could not finish.
  const selected = await ecosystem
    .readSelected(path.join(workspaceRoot, places.consume(name)), [...required.keys()])
    .catch(() => []);
  return {
    name,
    uses: [...required].map(([sdk, ranges]) => ({
      package: sdk,
      accepts: ranges.map(({ range }) => range),
      selected: selected.filter((one) => one.name === sdk),
    })),
  };
}
